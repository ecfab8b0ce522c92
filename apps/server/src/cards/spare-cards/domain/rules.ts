import type { SpareCancellationReason, SpareCardView } from '@sotevarmenne/api/spare-cards'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { allowed } from '@sotevarmenne/kernel/lifecycle'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Blank } from '../../stock/contract.ts'
import type { CardNumber, Requester } from '#cards/card/contract.ts'
import type { GoneBecause } from '../contract.ts'
import type { OpenState, SpareCard, SpareCardIn } from './spare-card.ts'

/** The loan that took a chip, and the admin key that opens the chip. */
export type TakenChip = {
  readonly spareCardId: string
  /** Of the try that took it: identifies the admin key. */
  readonly cardNumber: CardNumber
  /** Version of the master key from which that admin key was derived. */
  readonly adminKeyVersion: number
}

export type ReturnDateRefusal = {
  readonly kind: 'return-date-not-possible'
  readonly latest: LocalDate
}

/** The return date: today at the earliest, and the last day of its certificates at the latest. */
export const checkReturnDate = (
  returnBy: LocalDate,
  { today, validTo }: { readonly today: LocalDate; readonly validTo: LocalDate },
): Result<LocalDate, ReturnDateRefusal> =>
  today <= returnBy && returnBy <= validTo
    ? ok(returnBy)
    : refuse({ kind: 'return-date-not-possible', latest: validTo })

export type ProductionRequestRefusal =
  | { readonly kind: 'spare-card-not-being-produced'; readonly state: SpareCard['state'] }
  | { readonly kind: 'spare-card-at-another-point' }
  | { readonly kind: 'producing-for-oneself' }

/** A spare card is produced where it was decided, and never by its holder (R72). */
export function checkProductionRequest(
  card: SpareCard,
  by: Requester,
): Result<SpareCardIn<'beingProduced'>, ProductionRequestRefusal> {
  if (card.state !== 'beingProduced')
    return refuse({ kind: 'spare-card-not-being-produced', state: card.state })
  if (by.personId === card.holder) return refuse({ kind: 'producing-for-oneself' })
  if (by.pointId !== card.pointId) return refuse({ kind: 'spare-card-at-another-point' })

  return ok(card)
}

export type BlankRefusal =
  | { readonly kind: 'not-of-the-stock' }
  | { readonly kind: 'blank-of-another-point' }
  | { readonly kind: 'blank-taken' }
  | { readonly kind: 'blank-missing' }
  | { readonly kind: 'chip-rejected' }
  | { readonly kind: 'blank-not-empty'; readonly findings: readonly string[] }

/** Only an empty blank card of the point's own stock, or the one used by an earlier attempt for this card. */
export function checkBlank(
  blank: Blank | undefined,
  {
    card,
    taken,
    found,
  }: {
    readonly card: SpareCardIn<'beingProduced'>
    readonly taken: TakenChip | undefined
    readonly found: readonly string[] | 'empty'
  },
): Result<void, BlankRefusal> {
  if (!blank) return refuse({ kind: 'not-of-the-stock' })
  if (blank.state === 'rejected') return refuse({ kind: 'chip-rejected' })
  if (blank.state === 'missing') return refuse({ kind: 'blank-missing' })
  if (blank.place !== card.pointId) return refuse({ kind: 'blank-of-another-point' })
  if (blank.state === 'used')
    return taken?.spareCardId === card.spareCardId ? ok(undefined) : refuse({ kind: 'blank-taken' })
  if (found !== 'empty') return refuse({ kind: 'blank-not-empty', findings: found })

  return ok(undefined)
}

export type ReturnRefusal =
  | { readonly kind: 'not-a-spare-card' }
  /** It was rejected: it is not used any more. */
  | { readonly kind: 'chip-rejected' }

/**
 * A chip of a loan, or a blank card, is taken back; a person's actual card, or a card of another issuer, is
 * not.
 */
export function checkReturn(
  blank: Blank | undefined,
  taken: TakenChip | undefined,
): Result<void, ReturnRefusal> {
  if (!blank || (blank.state === 'used' && !taken)) return refuse({ kind: 'not-a-spare-card' })
  if (blank.state === 'rejected') return refuse({ kind: 'chip-rejected' })

  return ok(undefined)
}

export type HandOverRefusal =
  | { readonly kind: 'spare-card-not-produced'; readonly state: SpareCard['state'] }
  | { readonly kind: 'spare-card-at-another-point' }
  | { readonly kind: 'handing-over-to-oneself' }

/** Handed over where it was produced, never by its holder (R72). */
export function checkHandOver(
  card: SpareCard,
  by: Requester,
): Result<SpareCardIn<'awaitingHandOver'>, HandOverRefusal> {
  if (card.state !== 'awaitingHandOver')
    return refuse({ kind: 'spare-card-not-produced', state: card.state })
  if (by.personId === card.holder) return refuse({ kind: 'handing-over-to-oneself' })
  if (by.pointId !== card.pointId) return refuse({ kind: 'spare-card-at-another-point' })

  return ok(card)
}

export type CancellationRefusal =
  | { readonly kind: 'spare-card-already-cancelled'; readonly reason: SpareCancellationReason }
  | { readonly kind: 'reason-does-not-fit'; readonly state: SpareCard['state'] }

/** Before hand-over it is abandoned; once the holder has it, it is lost, stolen or broken. */
export function checkCancellation(
  card: SpareCard,
  reason: 'lost' | 'stolen' | 'misused' | 'broken' | 'abandoned',
): Result<SpareCardIn<OpenState>, CancellationRefusal> {
  if (card.state === 'cancelled' || card.state === 'settled')
    return refuse({ kind: 'spare-card-already-cancelled', reason: card.reason })
  if ((reason === 'abandoned') !== (card.state !== 'handedOver'))
    return refuse({ kind: 'reason-does-not-fit', state: card.state })

  return ok(card)
}

/** Whether the reason for its cancellation means that the plastic is gone. */
export const isPlasticGone = (
  reason: SpareCancellationReason,
): reason is Extract<SpareCancellationReason, GoneBecause> =>
  reason === 'lost' || reason === 'stolen' || reason === 'broken'

export type WriteOffRefusal = {
  readonly kind: 'spare-card-not-cancelled'
  readonly state: SpareCard['state']
}

export const checkWriteOff = (
  card: SpareCard,
): Result<SpareCardIn<'cancelled'>, WriteOffRefusal> =>
  card.state === 'cancelled'
    ? ok(card)
    : refuse({ kind: 'spare-card-not-cancelled', state: card.state })

/** If findings exist, it was in a reader: it is present, and cannot be wiped. */
export const goneWhenWrittenOff = ({ findings }: SpareCardIn<'cancelled'>): GoneBecause =>
  findings.length > 0 ? 'not-emptied' : 'not-returned'

export type NoteRefusal = {
  readonly kind: 'nothing-to-bring-back'
  readonly state: SpareCard['state']
}

/** A reminder is possible only for a card that its holder has. */
export const checkNote = (
  card: SpareCard,
): Result<SpareCardIn<'handedOver' | 'cancelled'>, NoteRefusal> =>
  card.state === 'handedOver' || (card.state === 'cancelled' && card.handedOverAt !== undefined)
    ? ok(card)
    : refuse({ kind: 'nothing-to-bring-back', state: card.state })

export type MayDo = SpareCardView['may'][number]

/** What a registrar may do with it now, evaluated with the rules of the operations themselves. */
export function registrarMay(card: SpareCard, registrar: Requester): readonly MayDo[] {
  const reason = card.state === 'handedOver' ? 'lost' : 'abandoned'
  return allowed({
    produce: checkProductionRequest(card, registrar).ok,
    'hand-over': checkHandOver(card, registrar).ok,
    cancel: checkCancellation(card, reason).ok,
    'write-off': checkWriteOff(card).ok,
    note: checkNote(card).ok,
  })
}
