import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Orders } from '#cards/orders/index.ts'
import type { Employments } from '#organisations/employments/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Registers } from '#people/registers/index.ts'
import type { IdentificationDesk } from '#points/identification/index.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Tx } from '#platform/db.ts'

/** Dependencies of the operations of this module. */
export type VisitorsDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  /** Of identity codes it stores a keyed digest only. */
  readonly sealing: Sealing
  /** Instead of the setting of different people whom a registrar may look up within an hour: for tests of others. */
  readonly lookUpsAnHour?: number
  readonly people: People
  /** The visit that the registrar has called at the point since then, and not ended. */
  readonly calledVisit: (
    tx: Tx,
    called: { readonly registrar: string; readonly pointId: string; readonly since: Instant },
  ) => Promise<string | undefined>
  readonly registers: Registers
  readonly organisations: Pick<Organisations, 'checkOrdering' | 'productsAt'>
  readonly cards: Pick<Cards, 'cardsOf' | 'holderOf'>
  readonly orders: Pick<
    Orders,
    'forgetAddresses' | 'freeReplacements' | 'orderById' | 'orderedAt' | 'ordersOf'
  >
  readonly inquiriesOf: IdentificationDesk['inquiriesOf']
  /** What employers prepared for the desk. */
  readonly employments: Pick<Employments, 'preparedFor'>
}
