import type { CardView } from '@sotevarmenne/api/cards'
import { allowed } from '@sotevarmenne/kernel/lifecycle'
import { type ActivationLetter, checkNewCode } from '#cards/letters/index.ts'
import type { Requester, Card } from '#cards/card/contract.ts'
import { checkCancellation, checkHandOver, checkLoss, checkUnlock } from '#cards/card/index.ts'

export type MayDo = CardView['may'][number]

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
  const isOwn = registrar.personId === card.holder
  return allowed({
    'hand-over': checkHandOver(card, registrar).ok,
    'order-new-code': checkNewCode(card, letter).ok && !isOwn,
    cancel: checkCancellation(card, reason).ok,
  })
}

/** What the holder may do with their own card now. */
export const holderMay = ({ card, letter }: CardWithLetter, holder: Requester): readonly MayDo[] =>
  allowed({
    'report-lost': checkLoss(card, holder).ok,
    unlock: checkUnlock(card, holder).ok,
    'order-new-code': checkNewCode(card, letter).ok,
  })
