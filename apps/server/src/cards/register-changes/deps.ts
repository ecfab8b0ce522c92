import type { ChangeKind } from '@sotevarmenne/api/registers'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { UnusualAbove } from '#platform/unusual.ts'
import type { People } from '#people/persons/index.ts'
import type { Reliance } from '#cards/card/contract.ts'
import type { ChangeFeed, PopulationRegister, RightsRegister } from '#people/registers/index.ts'

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

/** What cards rely on, from the module that has the cards. */
type Reliances = {
  /** Of a person's cards that are not cancelled. */
  readonly reliancesOf: (tx: Tx, personId: string) => Promise<readonly Reliance[]>
  /** Of one card, also a cancelled one. */
  readonly relianceOfCard: (tx: Tx, cardId: string) => Promise<Reliance | undefined>
  /** Number of cards that are not cancelled. */
  readonly countReliances: (tx: Tx) => Promise<number>
}

export type ChangeLimits = {
  /** Threshold above which changes that revoke cards are paused; counted over the window. */
  readonly guard: UnusualAbove & { readonly windowMinutes: number }
  /** Delay before a change is applied, in case the register takes it back; default none. */
  readonly coolingOffMinutes: { readonly [Kind in ChangeKind]?: number }
}
