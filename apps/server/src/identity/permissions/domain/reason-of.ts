import type { Role, AllowedRoles } from '@sotevarmenne/api/permission'

/** The reason given in the permit. */
export const reasonOf = {
  everybody: 'open to everybody',
  service: 'work of the service',
  client: 'registered client',
  apiKey: 'API key of the organisation',
  station: 'personalisation station',
  identificationService: 'identification service',
  registrar: 'registrar of a point',
  caseOfficer: 'caseOfficer',
  auditor: 'auditor',
  caOfficer: 'CA officer',
  hotlineAgent: 'hotline agent',
  adviceDesk: 'advice desk',
  holder: 'own matters',
} as const satisfies {
  readonly [Actor in Exclude<AllowedRoles, readonly Role[]> | Role | 'apiKey']: string
}
