import type { CancellationReason } from '@sotevarmenne/api/cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Card, CardIn } from '#cards/card/contract.ts'
import { cardsOfOrders, findCardOfOrder, lockCard, stopOrdered } from '#cards/card/index.ts'
import { cancelForGood } from './cancel-card.ts'
import type { CardsDeps } from './deps.ts'

/** States of the cards of these orders. */
export async function statesOfTestCards(
  tx: Tx,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Card>> {
  const found = await cardsOfOrders(tx, orderIds)
  return new Map(found.flatMap((card) => (card.says.isTest ? [[card.orderId, card]] : [])))
}

/** Whether it can still be cancelled: it is neither produced nor in production. */
export const mayCancelTestCard = (card: Card): card is CardIn<'ordered' | 'productionFailed'> =>
  card.state === 'ordered' || card.state === 'productionFailed'

/** Cancels it at its vendor's wish before production. */
export const cancelTestCard =
  (deps: CardsDeps) =>
  async (
    tx: Tx,
    permit: Permit<'testCards.cancel'>,
    orderId: string,
  ): Promise<Result<Card, { readonly kind: 'card-not-only-ordered' }>> => {
    const found = await findCardOfOrder(tx, orderId)
    const card = found?.says.isTest ? await lockCard(tx, found.cardId) : undefined
    if (card === undefined || !mayCancelTestCard(card))
      return refuse({ kind: 'card-not-only-ordered' })
    return ok(await stopOrdered(deps, tx, permit, { card, reason: 'order-cancelled' }))
  }

/** Cancels a produced test card at its vendor's wish. */
export const cancelIssuedTestCard =
  (deps: CardsDeps) =>
  async (
    tx: Tx,
    permit: Permit<'testCards.revoke'>,
    { orderId, reason }: { readonly orderId: string; readonly reason: CancellationReason },
  ): Promise<Result<Card, { readonly kind: 'card-not-produced' | 'card-already-cancelled' }>> => {
    const found = await findCardOfOrder(tx, orderId)
    const card = found?.says.isTest ? await lockCard(tx, found.cardId) : undefined
    if (card === undefined) return refuse({ kind: 'card-not-produced' })
    switch (card.state) {
      case 'cancelled':
        return refuse({ kind: 'card-already-cancelled' })
      case 'ordered':
      case 'inProduction':
      case 'productionFailed':
        return refuse({ kind: 'card-not-produced' })
      case 'awaitingHandOver':
      case 'handedOver':
      case 'inUse':
        return ok(await cancelForGood(deps, tx, permit, card, reason))
    }
  }
