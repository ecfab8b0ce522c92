import type { CancellationReason } from '@sotevarmenne/api/cards'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { minute, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { addWorkingDays } from '@sotevarmenne/kernel/working-days'
import type { Card, CardId, CardIn, CardNumber, ProducedState } from '#cards/card/contract.ts'
import type { LetterNumber } from '../contract.ts'

/** The letter that brings the activation code of one card. */
export type ActivationLetter = {
  readonly letterNumber: LetterNumber
  readonly cardId: CardId
  readonly plannedFor: LocalDate
  /** Whether the card knows the code in the letter: since production, or since the letter was used. */
  readonly codeOnCard: boolean
} & (
  | { readonly state: 'planned' }
  | { readonly state: 'sent'; readonly sentAt: Instant }
  /** A new code was ordered: this one is invalid in the service, and on the card from its next contact. */
  | { readonly state: 'replaced'; readonly sentAt: Instant }
  /** The card was cancelled before the letter left. */
  | { readonly state: 'withdrawn' }
)

/** Card and code are sent separately: the letter leaves some Finnish working days after the card (R22). */
export const letterDay = (producedAt: Instant, workingDays: number): LocalDate =>
  addWorkingDays(dateInHelsinki(producedAt), workingDays)

export type LetterRefusal =
  | { readonly kind: 'card-not-found' }
  | { readonly kind: 'letter-not-found' }
  | { readonly kind: 'letter-for-another-card' }
  | { readonly kind: 'letter-replaced' }
  | { readonly kind: 'card-cancelled' }
  | { readonly kind: 'card-not-handed-over' }

/**
 * Whether the letter belongs to the card and its code may be used (R33). A letter that has not left yet is
 * treated as unknown: nobody can have it.
 */
export function checkLetterState(
  card: Card | undefined,
  letter: ActivationLetter | undefined,
): Result<CardIn<ProducedState>, LetterRefusal> {
  if (!card) return refuse({ kind: 'card-not-found' })
  if (!letter || letter.state === 'planned' || letter.state === 'withdrawn')
    return refuse({ kind: 'letter-not-found' })
  if (letter.cardId !== card.cardId) return refuse({ kind: 'letter-for-another-card' })
  if (letter.state === 'replaced') return refuse({ kind: 'letter-replaced' })
  if (card.state === 'cancelled') return refuse({ kind: 'card-cancelled' })
  // Posted to its holder: only the holder can have both (R156).
  if (card.state === 'awaitingHandOver' && card.isSentHome === true) return ok(card)
  if (card.state !== 'handedOver' && card.state !== 'inUse')
    return refuse({ kind: 'card-not-handed-over' })

  return ok(card)
}

export type NewCodeRefusal =
  | { readonly kind: 'card-already-cancelled'; readonly reason: CancellationReason }
  | { readonly kind: 'card-not-produced' }
  | { readonly kind: 'card-without-admin-key' }
  | { readonly kind: 'letter-still-to-leave'; readonly plannedFor: string }

/** A new activation code is allowed when the letter with the former one has left. */
export function checkNewCode(
  card: Card,
  letter: ActivationLetter | undefined,
): Result<CardIn<ProducedState>, NewCodeRefusal> {
  if (card.state === 'cancelled')
    return refuse({ kind: 'card-already-cancelled', reason: card.reason })
  if (card.state !== 'awaitingHandOver' && card.state !== 'handedOver' && card.state !== 'inUse')
    return refuse({ kind: 'card-not-produced' })
  if (card.adminKeyVersion === 0) return refuse({ kind: 'card-without-admin-key' })
  if (letter?.state === 'planned')
    return refuse({ kind: 'letter-still-to-leave', plannedFor: letter.plannedFor })

  return ok(card)
}

/** Wrong proofs of a new letter's code before it becomes invalid: the same limit as on the card. */
export const maxWrongProofs = 5

/** Letters of a card within thirty days, including the first one. */
export const maxLetters = 4

/** What the authentication key signs to prove that the card was activated; UTF-8. */
export const activationStatement = (report: {
  readonly cardNumber: CardNumber | string
  readonly letterNumber: LetterNumber | string
  /** ISO 8601, as sent. */
  readonly signedAt: string
}): string => `activation;${report.cardNumber};${report.letterNumber};${report.signedAt}`

/** How far the clock of the holder's computer may be ahead. */
export const clockDifferenceAllowed = 5 * minute
