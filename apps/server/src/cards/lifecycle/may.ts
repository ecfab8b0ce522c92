import type { CancellationReason, CardView } from '@sotevarmenne/api/cards'
import { allowed } from '@sotevarmenne/kernel/lifecycle'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { type ActivationLetter, checkNewCode } from '#cards/letters/index.ts'
import type { Requester, Card } from '#cards/card/contract.ts'
import {
  checkCancellation,
  checkHandOver,
  checkLoss,
  checkUnlock,
  productionDataOf,
} from '#cards/card/index.ts'

export type ContactlessRefusal =
  | { readonly kind: 'card-not-produced' }
  | { readonly kind: 'card-already-cancelled'; readonly reason: CancellationReason }

/** Whether the card is in force, so that doors may know it. */
export function checkContactless(card: Card): Result<void, ContactlessRefusal> {
  if (card.state === 'cancelled')
    return refuse({ kind: 'card-already-cancelled', reason: card.reason })
  return productionDataOf(card) === undefined
    ? refuse({ kind: 'card-not-produced' })
    : ok(undefined)
}

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
    'record-contactless': checkContactless(card).ok,
  })
}

/** What the holder may do with their own card now. */
export const holderMay = ({ card, letter }: CardWithLetter, holder: Requester): readonly MayDo[] =>
  allowed({
    'report-lost': checkLoss(card, holder).ok,
    unlock: checkUnlock(card, holder).ok,
    'order-new-code': checkNewCode(card, letter).ok,
  })
