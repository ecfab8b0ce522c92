import type { ChargedFor } from '../fees/charge-line.tsx'

/** The office's page of what was charged: for a service certificate, its application. */
export const chargedForOfOffice: ChargedFor = ({ applicationId }) =>
  applicationId === undefined ? undefined : `operations/certificate-queue/${applicationId}`
