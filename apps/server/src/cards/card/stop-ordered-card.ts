import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CardClosed, ClosingReason } from './contract.ts'
import { cancelOrder, type CardIn } from './domain/card.ts'
import { aboutCard, type CardEventDeps, tell } from './record-card-event.ts'
import { forgetLetterAddress, saveCard } from './store.ts'

/** It is never made. */
export async function stopOrdered(
  deps: CardEventDeps,
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
