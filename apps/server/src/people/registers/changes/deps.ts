import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { UnusualAbove } from '#platform/unusual.ts'
import type { People } from '#people/persons/index.ts'
import type { ChangeKind } from '../contract.ts'
import type { ChangeFeed, PopulationRegister, Reliances, RightsRegister } from '../ports.ts'

export type ChangesDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly people: Pick<People, 'knownAmong' | 'identityCodeOf' | 'findPerson' | 'rememberPerson'>
  readonly feed: ChangeFeed
  readonly registers: RightsRegister & PopulationRegister
  readonly reliances: Reliances
  readonly followPermit: () => Permit<'registers.followChanges'>
  readonly limits: ChangeLimits
}

export type ChangeLimits = {
  /** Threshold above which changes that revoke cards are paused; counted over the window. */
  readonly guard: UnusualAbove & { readonly windowMinutes: number }
  /** Delay before a change is applied, in case the register takes it back; default none. */
  readonly coolingOffMinutes: { readonly [Kind in ChangeKind]?: number }
}
