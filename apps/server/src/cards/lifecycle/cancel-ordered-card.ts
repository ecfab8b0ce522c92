import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { type CancelRefusal, checkCancelling, lockCard, stopOrdered } from '#cards/card/index.ts'
import type { CardsDeps } from './deps.ts'

export type CancelOrderedCardRefusal = { readonly kind: 'card-not-found' } | CancelRefusal

/** A card that is not yet in production will not be produced. */
export const cancelOrderedCard =
  (deps: CardsDeps) =>
  async (
    tx: Tx,
    permit: Permit<'orders.cancelOrder' | 'orders.stopOrder'>,
    cardId: string,
  ): Promise<Result<void, CancelOrderedCardRefusal>> => {
    const card = await lockCard(tx, cardId)
    if (!card) return refuse({ kind: 'card-not-found' })
    const checked = checkCancelling(card)
    if (!checked.ok) return checked

    await stopOrdered(deps, tx, permit, { card: checked.value, reason: 'order-cancelled' })
    return ok(undefined)
  }
