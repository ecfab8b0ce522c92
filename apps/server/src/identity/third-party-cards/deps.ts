import type { People } from '#people/persons/index.ts'
import type { LookUpBySatu, LookUpPerson } from '#people/registers/contract.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { CardIssuers } from './ports.ts'

/** Dependencies of the module; wired by `entry`. */
export type ThirdPartyCardsDeps = Pick<Runtime, 'db' | 'clock'> & {
  readonly people: Pick<People, 'findByIdentityCode'>
  readonly lookUpPerson: LookUpPerson
  readonly lookUpBySatu: LookUpBySatu
  /** Without them no card of another trust service is accepted. */
  readonly cardIssuers?: CardIssuers
}
