import { type ActivationLetter, judgeNewCode } from '#cards/letters/index.ts'
import type { Requester, Card } from '#cards/card/contract.ts'
import { judgeCancellation, judgeHandOver, judgeLoss, judgeUnlock } from '#cards/card/index.ts'

export type MayDo = 'hand-over' | 'close' | 'report-lost' | 'unlock' | 'order-new-code'

/** A card with its current letter. */
export type CardWithLetter = {
  readonly card: Card
  readonly letter: ActivationLetter | undefined
}

/** What a registrar may do with the card now, evaluated with the rules of the operations themselves. */
export function registrarMay(
  { card, letter }: CardWithLetter,
  registrar: Requester,
): readonly MayDo[] {
  const reason = card.state === 'productionFailed' ? 'production-failed' : 'lost'
  const handOver = judgeHandOver(card, registrar)
  const closing = judgeCancellation(card, reason)
  const newCode = judgeNewCode(card, letter)
  return [
    ...(handOver.ok ? (['hand-over'] as const) : []),
    ...(newCode.ok && registrar.personId !== card.holder ? (['order-new-code'] as const) : []),
    ...(closing.ok ? (['close'] as const) : []),
  ]
}

/** What the holder may do with their own card now. */
export function holderMay({ card, letter }: CardWithLetter, holder: Requester): readonly MayDo[] {
  const loss = judgeLoss(card, holder)
  const unlock = judgeUnlock(card, holder)
  const newCode = judgeNewCode(card, letter)
  return [
    ...(loss.ok ? (['report-lost'] as const) : []),
    ...(unlock.ok ? (['unlock'] as const) : []),
    ...(newCode.ok ? (['order-new-code'] as const) : []),
  ]
}
