import type { People } from '#people/persons/index.ts'
import type { LookUpBySatu, LookUpPerson } from '#people/registers/contract.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { CardIssuers } from './ports.ts'

/** Dependencies of the module; wired by `entry`. */
export type ThirdPartyCardsDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly people: Pick<People, 'findByIdentityCode'>
  readonly lookUpPerson: LookUpPerson
  readonly lookUpBySatu: LookUpBySatu
  /** Without them no card of another trust service is accepted. */
  readonly cardIssuers?: CardIssuers
}
