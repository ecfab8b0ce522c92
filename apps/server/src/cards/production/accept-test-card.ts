import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CardId, CardSays } from '#cards/card/contract.ts'
import { acceptOrder, type CardOrder } from './accept-order.ts'
import type { ProductionDeps } from './deps.ts'

/**
 * A card of an invented person: it has no holder, belongs to no point, and goes where its vendor wants it.
 */
export type TestCardToMake = CardSays & { readonly isTest: true } & Pick<
    CardOrder,
    'orderId' | 'letterAddress'
  >

/** Puts a vendor's card into the same queue, stations and letters as other cards. One order per card. */
export const acceptTestCard =
  (deps: ProductionDeps) =>
  (tx: Tx, permit: Permit<'testCards.decide'>, order: TestCardToMake): Promise<CardId> =>
    acceptOrder(deps)(tx, permit, {
      ...{ ...order, isSentHome: true },
      // A placeholder: no person has this id.
      ...{ holder: order.orderId, pointId: 'test-cards' },
    })
