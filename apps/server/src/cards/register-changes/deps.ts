import type { ChangeKind } from '@sotevarmenne/api/registers'
import type { Tx } from '#platform/db.ts'
import type { UnusualAbove } from '#platform/unusual.ts'
import type { People } from '#people/persons/index.ts'
import type { Reliance } from '#cards/card/contract.ts'
import type { ChangeFeed, PopulationRegister, RightsRegister } from '#people/registers/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'

export type ChangesDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly people: Pick<People, 'knownAmong' | 'identityCodeOf' | 'findPerson' | 'rememberPerson'>
  readonly feed: ChangeFeed
  readonly registers: RightsRegister & PopulationRegister
  readonly reliances: Reliances
  readonly systemPermit: SystemPermit<'registers.followChanges'>
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
