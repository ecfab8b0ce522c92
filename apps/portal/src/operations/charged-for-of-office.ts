import type { ChargedFor } from '../fees/charge-line.tsx'

/** Where the office sees what was charged: of a service certificate, its application. */
export const chargedForOfOffice: ChargedFor = ({ applicationId }) =>
  applicationId === undefined ? undefined : `operations/certificate-queue/${applicationId}`
