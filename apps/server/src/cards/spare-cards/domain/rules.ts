import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Blank } from '../../stock/contract.ts'
import type { CardNumber } from '#cards/card/contract.ts'
import type { GoneBecause, SpareClosingReason } from '../contract.ts'
import type { OpenState, SpareCard, SpareCardIn } from './spare-card.ts'

/** Who asks, as the permit says. */
export type Asker = { readonly personId?: string; readonly pointId?: string }

/** Which loan took a chip, and by which admin key what is on it opens. */
export type TakenChip = {
  readonly spareCardId: string
  /** Names the admin key. */
  readonly cardNumber: CardNumber
  /** Of the master key of which that admin key was made. */
  readonly adminKeyVersion: number
}

export type ReturnDateRefusal = {
  readonly kind: 'return-date-not-possible'
  readonly latest: LocalDate
}

/** The day by which it comes back: today at the earliest, and the last day of its certificates at the latest. */
export const judgeReturnDate = (
  returnBy: LocalDate,
  { today, validTo }: { readonly today: LocalDate; readonly validTo: LocalDate },
): Result<LocalDate, ReturnDateRefusal> =>
  today <= returnBy && returnBy <= validTo
    ? ok(returnBy)
    : refuse({ kind: 'return-date-not-possible', latest: validTo })

export type MakingRefusal =
  | { readonly kind: 'spare-card-not-being-made'; readonly state: SpareCard['state'] }
  | { readonly kind: 'spare-card-at-another-point' }
  | { readonly kind: 'making-for-oneself' }

/** A spare card is made where it was decided, and by nobody for oneself (R72). */
export function judgeMaking(
  card: SpareCard,
  by: Asker,
): Result<SpareCardIn<'beingMade'>, MakingRefusal> {
  if (card.state !== 'beingMade')
    return refuse({ kind: 'spare-card-not-being-made', state: card.state })
  if (by.personId === card.holder) return refuse({ kind: 'making-for-oneself' })
  if (by.pointId !== card.pointId) return refuse({ kind: 'spare-card-at-another-point' })

  return ok(card)
}

export type BlankRefusal =
  | { readonly kind: 'not-of-the-stock' }
  | { readonly kind: 'blank-of-another-point' }
  | { readonly kind: 'blank-taken' }
  | { readonly kind: 'blank-missing' }
  | { readonly kind: 'chip-given-up' }
  | { readonly kind: 'blank-not-empty'; readonly findings: readonly string[] }

/** Only an empty blank of the point's own stock, or the one that this very card's earlier try had begun with. */
export function judgeBlank(
  blank: Blank | undefined,
  {
    card,
    taken,
    found,
  }: {
    readonly card: SpareCardIn<'beingMade'>
    readonly taken: TakenChip | undefined
    readonly found: readonly string[] | 'empty'
  },
): Result<void, BlankRefusal> {
  if (!blank) return refuse({ kind: 'not-of-the-stock' })
  if (blank.state === 'rejected') return refuse({ kind: 'chip-given-up' })
  if (blank.state === 'missing') return refuse({ kind: 'blank-missing' })
  if (blank.place !== card.pointId) return refuse({ kind: 'blank-of-another-point' })
  if (blank.state === 'used')
    return taken?.spareCardId === card.spareCardId ? ok(undefined) : refuse({ kind: 'blank-taken' })
  if (found !== 'empty') return refuse({ kind: 'blank-not-empty', findings: found })

  return ok(undefined)
}

export type ReturnRefusal =
  | { readonly kind: 'not-a-spare-card' }
  /** It was rejected: nothing is made of it any more. */
  | { readonly kind: 'chip-given-up' }

/** A chip that a loan took is taken back, and a blank; somebody's actual card, or a card that is no card of ours, is not. */
export function judgeReturn(
  blank: Blank | undefined,
  taken: TakenChip | undefined,
): Result<void, ReturnRefusal> {
  if (!blank || (blank.state === 'used' && !taken)) return refuse({ kind: 'not-a-spare-card' })
  if (blank.state === 'rejected') return refuse({ kind: 'chip-given-up' })

  return ok(undefined)
}

export type HandOverRefusal =
  | { readonly kind: 'spare-card-not-made'; readonly state: SpareCard['state'] }
  | { readonly kind: 'spare-card-at-another-point' }
  | { readonly kind: 'handing-over-to-oneself' }

/** Handed over where it was made, by nobody to oneself (R72). */
export function judgeHandOver(
  card: SpareCard,
  by: Asker,
): Result<SpareCardIn<'awaitingHandOver'>, HandOverRefusal> {
  if (card.state !== 'awaitingHandOver')
    return refuse({ kind: 'spare-card-not-made', state: card.state })
  if (by.personId === card.holder) return refuse({ kind: 'handing-over-to-oneself' })
  if (by.pointId !== card.pointId) return refuse({ kind: 'spare-card-at-another-point' })

  return ok(card)
}

export type ClosingRefusal =
  | { readonly kind: 'spare-card-already-closed'; readonly reason: SpareClosingReason }
  | { readonly kind: 'reason-does-not-fit'; readonly state: SpareCard['state'] }

/** What was not handed over yet is given up; what the holder has is lost, stolen or broken. */
export function judgeClosing(
  card: SpareCard,
  reason: 'lost' | 'stolen' | 'misused' | 'broken' | 'given-up',
): Result<SpareCardIn<OpenState>, ClosingRefusal> {
  if (card.state === 'closed' || card.state === 'settled')
    return refuse({ kind: 'spare-card-already-closed', reason: card.reason })
  if ((reason === 'given-up') !== (card.state !== 'handedOver'))
    return refuse({ kind: 'reason-does-not-fit', state: card.state })

  return ok(card)
}

/** Whether the plastic is gone with the reason for which it was closed. */
export const isPlasticGone = (
  reason: SpareClosingReason,
): reason is Extract<SpareClosingReason, GoneBecause> =>
  reason === 'lost' || reason === 'stolen' || reason === 'broken'

export type WriteOffRefusal = {
  readonly kind: 'spare-card-not-closed'
  readonly state: SpareCard['state']
}

export const judgeWriteOff = (card: SpareCard): Result<SpareCardIn<'closed'>, WriteOffRefusal> =>
  card.state === 'closed' ? ok(card) : refuse({ kind: 'spare-card-not-closed', state: card.state })

/** Where something was found wrong with it, it was in a reader: it is there, and can't be emptied. */
export const goneWhenWrittenOff = ({ findings }: SpareCardIn<'closed'>): GoneBecause =>
  findings.length > 0 ? 'not-emptied' : 'not-returned'

export type NoteRefusal = {
  readonly kind: 'nothing-to-bring-back'
  readonly state: SpareCard['state']
}

/** A reminder is of a card that somebody has. */
export const judgeNote = (
  card: SpareCard,
): Result<SpareCardIn<'handedOver' | 'closed'>, NoteRefusal> =>
  card.state === 'handedOver' || (card.state === 'closed' && card.handedOverAt !== undefined)
    ? ok(card)
    : refuse({ kind: 'nothing-to-bring-back', state: card.state })

export type MayDo = 'make' | 'hand-over' | 'close' | 'write-off' | 'note'

/** What a registrar may do with it now: the rules of the deeds themselves are asked. */
export function registrarMay(card: SpareCard, registrar: Asker): readonly MayDo[] {
  const closing = card.state === 'handedOver' ? 'lost' : 'given-up'
  return [
    ...(judgeMaking(card, registrar).ok ? (['make'] as const) : []),
    ...(judgeHandOver(card, registrar).ok ? (['hand-over'] as const) : []),
    ...(judgeClosing(card, closing).ok ? (['close'] as const) : []),
    ...(judgeWriteOff(card).ok ? (['write-off'] as const) : []),
    ...(judgeNote(card).ok ? (['note'] as const) : []),
  ]
}
