import type { FreeReplacement } from '#cards/complaints/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Employments } from '#organisations/employments/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { Identify } from '#points/identification/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Registers } from '#people/registers/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { CheckSignature } from '#platform/check-signature.ts'
import type { CardsDesk, RenderConfirmation } from './ports.ts'

/** Dependencies of the operations of this module. */
export type OrdersDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly systemPermit: SystemPermit<'orders.eraseExpired' | 'orders.stopOrder'>
  readonly people: People
  readonly registers: Registers
  readonly registration: Pick<Registration, 'findPoint'>
  readonly organisations: Pick<Organisations, 'checkOrdering'>
  readonly cards: CardsDesk
  readonly renderConfirmation: RenderConfirmation
  readonly identify: Identify
  /**
   * Complaints about the cards that made the new card free; wired by `entry`, since complaints depend on cards.
   */
  readonly freeReplacementsOf: (
    tx: Tx,
    cardIds: readonly string[],
  ) => Promise<readonly FreeReplacement[]>
  /** What employers prepared for the desk. */
  readonly employments: Pick<
    Employments,
    'preparedFor' | 'sentAhead' | 'usePrepared' | 'referenceOf'
  >
  readonly checkSignature: CheckSignature
  readonly sealing: Sealing
  /** Is told how many milliseconds after its order a card was produced. */
  readonly onProduced?: (milliseconds: number) => void
}
