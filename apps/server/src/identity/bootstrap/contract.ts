/** The service has its first registrar and handler, and can't be begun again. */
export type Bootstrapped = {
  readonly type: 'Bootstrapped'
  readonly registrar: string
  readonly caseOfficer: string
}
