import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CardClosed, ClosingReason } from './contract.ts'
import { aboutCard, tell, type CardsDeps } from './deps.ts'
import { cancelOrder, type CardIn } from './domain/card.ts'
import { judgeCancelling, type CancelRefusal } from './domain/rules.ts'
import { forgetLetterAddress, lockCard, saveCard } from './store.ts'

export type CancelOrderedCardRefusal = { readonly kind: 'card-not-found' } | CancelRefusal

/** A card whose production has not begun is not made. */
export const cancelOrderedCard =
  (deps: CardsDeps) =>
  async (
    tx: Tx,
    permit: Permit<'orders.cancelOrder' | 'orders.stopOrder'>,
    cardId: string,
  ): Promise<Result<void, CancelOrderedCardRefusal>> => {
    const card = await lockCard(tx, cardId)
    if (!card) return refuse({ kind: 'card-not-found' })
    const judged = judgeCancelling(card)
    if (!judged.ok) return judged

    await stopOrdered(deps, tx, permit, { card: judged.value, reason: 'order-cancelled' })
    return ok(undefined)
  }

/** It is never made. */
export async function stopOrdered(
  deps: CardsDeps,
  tx: Tx,
  permit: Permit,
  {
    card,
    reason,
  }: {
    readonly card: CardIn<'ordered' | 'inProduction' | 'productionFailed'>
    readonly reason: ClosingReason
  },
): Promise<CardIn<'closed'>> {
  const closed = cancelOrder(card, { reason, now: deps.clock.now() })
  const event: CardClosed = { type: 'CardClosed', about: aboutCard(closed), reason }
  await saveCard(tx, closed)
  await forgetLetterAddress(tx, closed.cardId)
  await tell(deps, tx, event, permit)
  return closed
}
