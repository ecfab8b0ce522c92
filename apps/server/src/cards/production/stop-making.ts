import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { revocationCauseOf, stopOrdered } from '#cards/card/index.ts'
import type { Card, CardIn, ClosingReason } from '#cards/card/contract.ts'
import type { ProductionDeps } from './deps.ts'
import { chipsGivenUp, endTry } from './store.ts'

type StopDeps = Pick<ProductionDeps, 'record' | 'clock' | 'revocation'>

type ToBeMade = CardIn<'ordered' | 'inProduction' | 'productionFailed'>

export const isToBeMade = (card: Card): card is ToBeMade =>
  card.state === 'ordered' || card.state === 'inProduction' || card.state === 'productionFailed'

/**
 * It is made no further, also where that has begun: a run that goes on finds itself overtaken. Whatever an earlier try left is
 * nobody's: its certificates are revoked. Answers the chips that tries took.
 */
export async function stopMaking(
  deps: StopDeps,
  tx: Tx,
  permit: Permit,
  { card, reason }: { readonly card: ToBeMade; readonly reason: ClosingReason },
): Promise<readonly string[]> {
  const at = deps.clock.now()
  if (card.state === 'inProduction') await endTry(tx, card.tryId, { state: 'abandoned', at })
  const { cardId } = card
  await deps.revocation.revokeCard(tx, permit, { cardId, cause: revocationCauseOf(reason) })
  await stopOrdered(deps, tx, permit, { card, reason })
  return chipsGivenUp(tx, cardId)
}
