import type { CancellationReason } from '@sotevarmenne/api/cards'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { revocationCauseOf, stopOrdered } from '#cards/card/index.ts'
import type { Card, CardIn, OrderedState } from '#cards/card/contract.ts'
import type { ProductionDeps } from './deps.ts'
import { findRejectedChips, endTry } from './store.ts'

type StopDeps = Pick<ProductionDeps, 'record' | 'clock' | 'revocations'>

type ToBeProduced = CardIn<OrderedState>

export const isToBeProduced = (card: Card): card is ToBeProduced =>
  card.state === 'ordered' || card.state === 'inProduction' || card.state === 'productionFailed'

/**
 * Stops production of the card, even if it has begun: a run in progress finds itself superseded. The
 * certificates of earlier attempts are revoked, and their chips are never used. Returns the chips that were
 * taken.
 */
export async function stopProduction(
  deps: StopDeps,
  tx: Tx,
  permit: Permit<
    'cards.produceCard' | 'employments.endDue' | 'employments.endEmployment' | 'orders.stopOrder'
  >,
  { card, reason }: { readonly card: ToBeProduced; readonly reason: CancellationReason },
): Promise<readonly string[]> {
  const at = deps.clock.now()
  if (card.state === 'inProduction') await endTry(tx, card.tryId, { state: 'abandoned', at })
  const { cardId } = card
  await deps.revocations.revokeCard(tx, permit, { cardId, cause: revocationCauseOf(reason) })
  await stopOrdered(deps, tx, permit, { card, reason })
  return findRejectedChips(tx, cardId)
}
