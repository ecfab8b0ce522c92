import { type ActivationLetter, checkNewCode } from '#cards/letters/index.ts'
import type { Requester, Card } from '#cards/card/contract.ts'
import { checkCancellation, checkHandOver, checkLoss, checkUnlock } from '#cards/card/index.ts'

export type MayDo = 'hand-over' | 'cancel' | 'report-lost' | 'unlock' | 'order-new-code'

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
  const handOver = checkHandOver(card, registrar)
  const cancellation = checkCancellation(card, reason)
  const newCode = checkNewCode(card, letter)
  return [
    ...(handOver.ok ? (['hand-over'] as const) : []),
    ...(newCode.ok && registrar.personId !== card.holder ? (['order-new-code'] as const) : []),
    ...(cancellation.ok ? (['cancel'] as const) : []),
  ]
}

/** What the holder may do with their own card now. */
export function holderMay({ card, letter }: CardWithLetter, holder: Requester): readonly MayDo[] {
  const loss = checkLoss(card, holder)
  const unlock = checkUnlock(card, holder)
  const newCode = checkNewCode(card, letter)
  return [
    ...(loss.ok ? (['report-lost'] as const) : []),
    ...(unlock.ok ? (['unlock'] as const) : []),
    ...(newCode.ok ? (['order-new-code'] as const) : []),
  ]
}
