import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CardClosed, ClosingReason } from '../contract.ts'
import { aboutCard, tell, type CardsDeps } from '../deps.ts'
import { cancelOrder, type Card, type CardIn } from '../domain/card.ts'
import { revocationCauseOf } from '../domain/closing.ts'
import { chipsGivenUp, endTry, forgetLetterAddress, saveCard } from '../store.ts'

export type ToBeMade = CardIn<'ordered' | 'inProduction' | 'productionFailed'>

export const isToBeMade = (card: Card): card is ToBeMade =>
  card.state === 'ordered' || card.state === 'inProduction' || card.state === 'productionFailed'

/**
 * It is made no further, also where that has begun: a run that goes on finds itself overtaken. Whatever an earlier try left is
 * nobody's: its certificates are revoked. Answers the chips that tries took.
 */
export async function stopMaking(
  deps: CardsDeps,
  tx: Tx,
  permit: Permit,
  { card, reason }: { readonly card: ToBeMade; readonly reason: ClosingReason },
): Promise<readonly string[]> {
  const now = deps.clock.now()
  if (card.state === 'inProduction') await endTry(tx, card.tryId, { state: 'abandoned', at: now })
  const { cardId } = card
  await deps.revocation.revokeCard(tx, permit, { cardId, cause: revocationCauseOf(reason) })
  const closed = cancelOrder(card, { reason, now })
  await saveCard(tx, closed)
  await forgetLetterAddress(tx, cardId)
  const event: CardClosed = { type: 'CardClosed', about: aboutCard(closed), reason }
  await tell(deps, tx, event, permit)
  return chipsGivenUp(tx, cardId)
}
