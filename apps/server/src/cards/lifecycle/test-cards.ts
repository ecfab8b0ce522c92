import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Card, CardIn, ClosingReason } from '#cards/card/contract.ts'
import { cardsOfOrders, findCardOfOrder, lockCard, stopOrdered } from '#cards/card/index.ts'
import { closeForGood } from './cancel-card.ts'
import type { CardsDeps } from './deps.ts'

/** Where the cards of these orders are. */
export async function statesOfTestCards(
  tx: Tx,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Card>> {
  const found = await cardsOfOrders(tx, orderIds)
  return new Map(found.flatMap((card) => (card.says.isTest ? [[card.orderId, card]] : [])))
}

/** Whether it can still be given up: nobody makes it just now, and nobody has. */
export const mayCancelTestCard = (card: Card): card is CardIn<'ordered' | 'productionFailed'> =>
  card.state === 'ordered' || card.state === 'productionFailed'

/** Gives it up at its vendor's wish before it is made. */
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

/** Closes it for good at its vendor's wish. */
export const closeTestCard =
  (deps: CardsDeps) =>
  async (
    tx: Tx,
    permit: Permit<'testCards.revoke'>,
    { orderId, reason }: { readonly orderId: string; readonly reason: ClosingReason },
  ): Promise<Result<Card, { readonly kind: 'card-not-made' | 'card-already-closed' }>> => {
    const found = await findCardOfOrder(tx, orderId)
    const card = found?.says.isTest ? await lockCard(tx, found.cardId) : undefined
    if (card === undefined) return refuse({ kind: 'card-not-made' })
    switch (card.state) {
      case 'closed':
        return refuse({ kind: 'card-already-closed' })
      case 'ordered':
      case 'inProduction':
      case 'productionFailed':
        return refuse({ kind: 'card-not-made' })
      case 'awaitingHandOver':
      case 'handedOver':
      case 'inUse':
        return ok(await closeForGood(deps, tx, permit, card, reason))
    }
  }
