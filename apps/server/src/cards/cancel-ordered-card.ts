import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CardClosed } from './contract.ts'
import { aboutCard, tell, type CardsDeps } from './deps.ts'
import { cancelOrder } from './domain/card.ts'
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

    const closed = cancelOrder(judged.value, { reason: 'order-cancelled', now: deps.clock.now() })
    const event: CardClosed = {
      type: 'CardClosed',
      about: aboutCard(closed),
      reason: 'order-cancelled',
    }
    await saveCard(tx, closed)
    await forgetLetterAddress(tx, closed.cardId)
    await tell(deps, tx, event, permit)
    return ok(undefined)
  }
