import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems, type CursorRefusal } from '#platform/paging.ts'
import { identificationProblems } from '#points/identification/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import type { LossRefusal } from '#cards/card/index.ts'
import { letterProblems, relayedCardProblems } from '#cards/letters/index.ts'
import type { ReportActivationRefusal } from './activate-card.ts'
import type { CancelOrderedCardRefusal } from './cancel-ordered-card.ts'
import type { CancelCardRefusal } from './cancel-card.ts'
import type { HandOverCardRefusal } from './hand-over-card.ts'
import type { ListCardsRefusal } from './list-cards.ts'
import type {
  OrderNewCodeRefusal,
  OrderOwnNewCodeRefusal,
  ViewLetterAddressRefusal,
} from './order-new-code.ts'
import type { RequestUnlockRefusal, UnlockCardRefusal } from './unlock-refusals.ts'
import { texts } from './texts.ts'
import type {
  DestroyUncollectedRefusal,
  RemindRefusal,
  ReturnUncollectedRefusal,
} from './uncollected/operations.ts'
import type { ViewCardRefusal } from './view-card.ts'

export const viewCardProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
} satisfies ProblemsFor<ViewCardRefusal>

export const listCardsProblems = {
  ...notAtAPointProblems,
  ...cursorProblems,
} satisfies ProblemsFor<ListCardsRefusal>

export const handOverCardProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-not-awaiting-hand-over': { status: 409, ...texts.notAwaitingHandOver },
  'card-at-another-point': { status: 409, ...texts.atAnotherPoint },
  'card-sent-home': { status: 409, ...texts.sentHome },
  'handing-over-to-oneself': { status: 403, ...texts.notToOneself },
  ...identificationProblems,
} satisfies ProblemsFor<HandOverCardRefusal>

export const listUncollectedProblems = { ...cursorProblems } satisfies ProblemsFor<CursorRefusal>

const notWaitingHereProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-not-awaiting-hand-over': { status: 409, ...texts.notAwaitingHandOver },
  'card-at-another-point': { status: 409, ...texts.atAnotherPoint },
  'card-sent-home': { status: 409, ...texts.sentHome },
} as const

export const remindOfCardProblems = {
  ...notWaitingHereProblems,
  'reminder-too-soon': { status: 409, ...texts.reminderTooSoon },
  'holder-without-address': { status: 409, ...texts.holderWithoutAddress },
} satisfies ProblemsFor<RemindRefusal>

export const returnUncollectedProblems = {
  ...notWaitingHereProblems,
  'card-of-ones-own': { status: 403, ...texts.notOnesOwnCard },
  'holder-not-reminded': { status: 409, ...texts.holderNotReminded },
  'card-waits-still': { status: 409, ...texts.cardWaitsStill },
} satisfies ProblemsFor<ReturnUncollectedRefusal>

export const destroyUncollectedProblems = {
  ...returnUncollectedProblems,
  'card-not-here': { status: 409, ...texts.cardNotHere },
  ...dualControlProblems,
} satisfies ProblemsFor<DestroyUncollectedRefusal>

export const cancelCardProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-already-cancelled': { status: 409, ...texts.alreadyCancelled },
  'card-not-produced': { status: 409, ...texts.notProduced },
  'reason-does-not-fit': { status: 422, ...texts.reasonDoesNotFit },
} satisfies ProblemsFor<CancelCardRefusal>

export const reportLossProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-already-cancelled': { status: 409, ...texts.alreadyCancelled },
  'card-not-handed-over': { status: 409, ...texts.notHandedOver },
} satisfies ProblemsFor<LossRefusal>

export const reportActivationProblems = {
  ...letterProblems,
  'signed-in-the-future': { status: 422, ...texts.signedInTheFuture },
  'not-signed-by-the-card': { status: 403, ...texts.notSignedByTheCard },
} satisfies ProblemsFor<ReportActivationRefusal>

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

const newCodeProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-already-cancelled': { status: 409, ...texts.alreadyCancelled },
  'card-not-produced': { status: 409, ...texts.notProduced },
  'card-without-admin-key': { status: 409, ...texts.withoutAdminKey },
  'letter-still-to-leave': { status: 409, ...texts.letterStillToLeave },
  'too-many-new-codes': { status: 429, ...texts.tooManyNewCodes },
} as const

export const orderNewCodeProblems = {
  ...newCodeProblems,
  ...identificationProblems,
  'new-code-for-oneself': { status: 403, ...texts.newCodeNotForOneself },
} satisfies ProblemsFor<OrderNewCodeRefusal>

export const viewLetterAddressProblems = {
  'register-unavailable': { status: 503, ...texts.registerUnavailable },
  'unknown-to-population-register': { status: 409, ...texts.unknownToRegister },
} satisfies ProblemsFor<ViewLetterAddressRefusal>

export const orderOwnNewCodeProblems = {
  ...newCodeProblems,
  ...viewLetterAddressProblems,
  'address-not-confirmed': { status: 409, ...texts.addressNotConfirmed },
} satisfies ProblemsFor<OrderOwnNewCodeRefusal>

/** For `orders`, whose operation cancels the card. */
export const cancelOrderedCardProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-not-only-ordered': { status: 409, ...texts.productionHasBegun },
} satisfies ProblemsFor<CancelOrderedCardRefusal>
