import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CardCancelled, CancellationReason } from './contract.ts'
import { cancelOrder, type CardIn } from './domain/card.ts'
import { aboutCard, type CardEventDeps, notify } from './record-card-event.ts'
import { forgetLetterAddress, saveCard } from './store.ts'

/** The card will not be produced. */
export async function stopOrdered(
  deps: CardEventDeps,
  tx: Tx,
  permit: Permit,
  {
    card,
    reason,
  }: {
    readonly card: CardIn<'ordered' | 'inProduction' | 'productionFailed'>
    readonly reason: CancellationReason
  },
): Promise<CardIn<'closed'>> {
  const closed = cancelOrder(card, { reason, now: deps.clock.now() })
  const event: CardCancelled = { type: 'CardCancelled', about: aboutCard(closed), reason }
  await saveCard(tx, closed)
  await forgetLetterAddress(tx, closed.cardId)
  await notify(deps, tx, event, permit)
  return closed
}
