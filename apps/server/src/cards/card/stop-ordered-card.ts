import type { CancellationReason } from '@sotevarmenne/api/cards'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CardCancelled } from './contract.ts'
import { cancelOrder, type CardIn, type OrderedState } from './domain/card.ts'
import { aboutCard, type CardEventDeps, notify } from './record-card-event.ts'
import { forgetLetterAddress, saveCard } from './store.ts'

/** The card will not be produced. */
export async function stopOrdered(
  deps: CardEventDeps,
  tx: Tx,
  permit: Permit<
    | 'cards.followRegisters'
    | 'cards.produceCard'
    | 'employments.endDue'
    | 'employments.endEmployment'
    | 'orders.cancelOrder'
    | 'orders.stopOrder'
    | 'testCards.cancel'
  >,
  {
    card,
    reason,
  }: {
    readonly card: CardIn<OrderedState>
    readonly reason: CancellationReason
  },
): Promise<CardIn<'cancelled'>> {
  const cancelled = cancelOrder(card, { reason, now: deps.clock.now() })
  const event: CardCancelled = { type: 'CardCancelled', about: aboutCard(cancelled), reason }
  await saveCard(tx, cancelled)
  await forgetLetterAddress(tx, cancelled.cardId)
  await notify(deps, tx, event, permit)
  return cancelled
}
