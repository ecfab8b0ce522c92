import type { ProblemsFor } from '#platform/endpoint.ts'
import { relayedCardProblems } from '#cards/letters/index.ts'
import type { CancelOrderedCardRefusal } from './cancel-ordered-card.ts'
import type { RequestUnlockRefusal, UnlockCardRefusal } from './unlock-refusals.ts'
import { texts } from './texts.ts'

export const notWaitingHereProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-not-awaiting-hand-over': { status: 409, ...texts.notAwaitingHandOver },
  'card-at-another-point': { status: 409, ...texts.atAnotherPoint },
  'card-sent-home': { status: 409, ...texts.sentHome },
} as const

export const returnUncollectedProblems = {
  ...notWaitingHereProblems,
  'card-of-ones-own': { status: 403, ...texts.notOnesOwnCard },
  'holder-not-reminded': { status: 409, ...texts.holderNotReminded },
  'card-waits-still': { status: 409, ...texts.cardWaitsStill },
}

export const requestUnlockProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-already-cancelled': { status: 409, ...texts.alreadyCancelled },
  'card-not-in-use': { status: 409, ...texts.notInUse },
  'card-without-admin-key': { status: 409, ...texts.withoutAdminKey },
  'signed-in-with-this-card': { status: 403, ...texts.signedInWithThisCard },
} satisfies ProblemsFor<RequestUnlockRefusal>

export const unlockProblems = {
  ...requestUnlockProblems,
  ...relayedCardProblems,
  'unlocked-too-often': { status: 429, ...texts.unlockedTooOften },
} satisfies ProblemsFor<UnlockCardRefusal>

export const newCodeProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-already-cancelled': { status: 409, ...texts.alreadyCancelled },
  'card-not-produced': { status: 409, ...texts.notProduced },
  'card-without-admin-key': { status: 409, ...texts.withoutAdminKey },
  'letter-still-to-leave': { status: 409, ...texts.letterStillToLeave },
  'too-many-new-codes': { status: 429, ...texts.tooManyNewCodes },
} as const

export const viewLetterAddressProblems = {
  'register-unavailable': { status: 503, ...texts.registerUnavailable },
  'unknown-to-population-register': { status: 409, ...texts.unknownToRegister },
}

/** For `orders`, whose operation cancels the card. */
export const cancelOrderedCardProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-not-only-ordered': { status: 409, ...texts.productionHasBegun },
} satisfies ProblemsFor<CancelOrderedCardRefusal>
