import type { ProblemsFor } from '#platform/endpoint.ts'
import type { LetterRefusal } from './domain/activation-letter.ts'
import type { RelayedCardRefusal } from './relayed-card.ts'
import { texts } from './texts.ts'

export const letterProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'letter-not-found': { status: 404, ...texts.letterNotFound },
  'letter-for-another-card': { status: 409, ...texts.letterForAnotherCard },
  'letter-replaced': { status: 409, ...texts.letterReplaced },
  'card-cancelled': { status: 409, ...texts.cardCancelled },
  'card-not-handed-over': { status: 409, ...texts.notHandedOver },
} satisfies ProblemsFor<LetterRefusal>

export const retryLettersProblems = {
  'no-letters-wait': { status: 409, ...texts.noLettersWait },
}

export const relayedCardProblems = {
  'card-of-another-layout': { status: 409, ...texts.cardOfAnotherLayout },
  'another-card': { status: 409, ...texts.anotherCardInReader },
  'admin-key-refused': { status: 409, ...texts.adminKeyRefused },
  'too-many-admin-uses': { status: 429, ...texts.tooManyTries },
  'signer-unavailable': { status: 503, ...texts.tryLater },
  'pins-not-set': { status: 409, ...texts.pinsNotSet },
  'card-removed': { status: 409, ...texts.cardRemovedTooEarly },
  'card-refused': { status: 409, ...texts.cardDoesNotRespondCorrectly },
  'card-unreadable': { status: 409, ...texts.cardDoesNotRespondCorrectly },
} satisfies ProblemsFor<RelayedCardRefusal>
