import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { minute, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { addWorkingDays } from '@sotevarmenne/kernel/working-days'
import type {
  Card,
  CardId,
  CardIn,
  CardNumber,
  ClosingReason,
  MadeState,
} from '#cards/card/contract.ts'
import type { LetterNumber } from '../contract.ts'

/** The letter that brings the activation code of one card. */
export type ActivationLetter = {
  readonly letterNumber: LetterNumber
  readonly cardId: CardId
  readonly plannedFor: LocalDate
  /** Whether the card knows the code that the letter says: from its making, or since the letter was used. */
  readonly codeOnCard: boolean
} & (
  | { readonly state: 'planned' }
  | { readonly state: 'sent'; readonly sentAt: Instant }
  /** A new code was ordered: this one is dead in the service, and on the card at its next contact. */
  | { readonly state: 'replaced'; readonly sentAt: Instant }
  /** The card was closed before the letter left. */
  | { readonly state: 'withdrawn' }
)

/** Card and code travel apart: the letter leaves four Finnish working days after the card (R22). */
export const letterDay = (producedAt: Instant): LocalDate =>
  addWorkingDays(dateInHelsinki(producedAt), 4)

export type LetterRefusal =
  | { readonly kind: 'card-unknown' }
  | { readonly kind: 'letter-unknown' }
  | { readonly kind: 'letter-for-another-card' }
  | { readonly kind: 'letter-replaced' }
  | { readonly kind: 'card-closed' }
  | { readonly kind: 'card-not-handed-over' }

/**
 * Does the letter belong to the card, and may its code be used (R33)? A letter that has not left yet is unknown to
 * whoever asks: nobody can hold it.
 */
export function judgeLetter(
  card: Card | undefined,
  letter: ActivationLetter | undefined,
): Result<CardIn<MadeState>, LetterRefusal> {
  if (!card) return refuse({ kind: 'card-unknown' })
  if (!letter || letter.state === 'planned' || letter.state === 'withdrawn')
    return refuse({ kind: 'letter-unknown' })
  if (letter.cardId !== card.cardId) return refuse({ kind: 'letter-for-another-card' })
  if (letter.state === 'replaced') return refuse({ kind: 'letter-replaced' })
  if (card.state === 'closed') return refuse({ kind: 'card-closed' })
  // Posted to its holder: only the holder can have both (R156).
  if (card.state === 'awaitingHandOver' && card.isSentHome === true) return ok(card)
  if (card.state !== 'handedOver' && card.state !== 'inUse')
    return refuse({ kind: 'card-not-handed-over' })

  return ok(card)
}

export type NewCodeRefusal =
  | { readonly kind: 'card-already-closed'; readonly reason: ClosingReason }
  | { readonly kind: 'card-not-produced' }
  | { readonly kind: 'card-without-admin-key' }
  | { readonly kind: 'letter-still-to-leave'; readonly plannedFor: string }

/** A new activation code, when the letter with the one before has left. */
export function judgeNewCode(
  card: Card,
  letter: ActivationLetter | undefined,
): Result<CardIn<MadeState>, NewCodeRefusal> {
  if (card.state === 'closed') return refuse({ kind: 'card-already-closed', reason: card.reason })
  if (card.state !== 'awaitingHandOver' && card.state !== 'handedOver' && card.state !== 'inUse')
    return refuse({ kind: 'card-not-produced' })
  if (card.adminKeyVersion === 0) return refuse({ kind: 'card-without-admin-key' })
  if (letter?.state === 'planned')
    return refuse({ kind: 'letter-still-to-leave', plannedFor: letter.plannedFor })

  return ok(card)
}

/** Wrong proofs of a new letter's code until it is dead, as the card itself counts. */
export const wrongProofsAtMost = 5

/** Letters of a card within thirty days, the first one counted. */
export const lettersAtMost = 4

/** What the authentication key signs to prove that the card was activated; UTF-8. */
export const activationStatement = (report: {
  readonly cardNumber: CardNumber | string
  readonly letterNumber: LetterNumber | string
  /** ISO 8601 as sent. */
  readonly signedAt: string
}): string => `activation;${report.cardNumber};${report.letterNumber};${report.signedAt}`

/** How far ahead the clock of the holder's computer may be. */
export const clockDifferenceAllowed = 5 * minute
