import type { ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems, type CursorRefusal } from '#platform/paging.ts'
import { identificationProblems } from '#points/identification/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import type { ReportActivationRefusal } from './activation.ts'
import type { CancelOrderedCardRefusal } from './cancel-ordered-card.ts'
import type { CloseCardRefusal } from './close-card.ts'
import type { LetterRefusal } from './domain/activation-letter.ts'
import type { LossRefusal } from './domain/rules.ts'
import type { HandOverCardRefusal } from './hand-over-card.ts'
import type { ListCardsRefusal } from './list-cards.ts'
import type { FetchPrintRefusal } from './production/print-card.ts'
import type { RetryRefusal } from './production/stations.ts'
import type { RetryLettersRefusal } from './letters/retry-letters.ts'
import type { ViewLettersRefusal } from './letters/view-letters.ts'
import type {
  OrderNewCodeRefusal,
  OrderOwnNewCodeRefusal,
  ViewLetterAddressRefusal,
} from './letters/order-new-code.ts'
import type {
  AskUnlockRefusal,
  RelayedCardRefusal,
  RenewCodeRefusal,
  UnlockCardRefusal,
} from './relayed-card.ts'
import { texts } from './texts.ts'
import type {
  DestroyUncollectedRefusal,
  RemindRefusal,
  ReturnUncollectedRefusal,
} from './uncollected/deeds.ts'
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
  'destroyed-by-one': { status: 403, ...texts.destroyedByOne },
} satisfies ProblemsFor<DestroyUncollectedRefusal>

export const closeCardProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-already-closed': { status: 409, ...texts.alreadyClosed },
  'card-not-produced': { status: 409, ...texts.notProduced },
  'reason-does-not-fit': { status: 422, ...texts.reasonDoesNotFit },
} satisfies ProblemsFor<CloseCardRefusal>

export const reportLossProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-already-closed': { status: 409, ...texts.alreadyClosed },
  'card-not-handed-over': { status: 409, ...texts.notHandedOver },
} satisfies ProblemsFor<LossRefusal>

export const letterProblems = {
  'card-unknown': { status: 404, ...texts.cardUnknown },
  'letter-unknown': { status: 404, ...texts.letterUnknown },
  'letter-for-another-card': { status: 409, ...texts.letterForAnotherCard },
  'letter-replaced': { status: 409, ...texts.letterReplaced },
  'card-closed': { status: 409, ...texts.cardClosed },
  'card-not-handed-over': { status: 409, ...texts.notHandedOver },
} satisfies ProblemsFor<LetterRefusal>

export const reportActivationProblems = {
  ...letterProblems,
  'signed-in-the-future': { status: 422, ...texts.signedInTheFuture },
  'not-signed-by-the-card': { status: 403, ...texts.notSignedByTheCard },
} satisfies ProblemsFor<ReportActivationRefusal>

export const retryProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'production-not-failed': { status: 409, ...texts.productionNotFailed },
} satisfies ProblemsFor<RetryRefusal>

export const viewLettersProblems = {
  ...cursorProblems,
} satisfies ProblemsFor<ViewLettersRefusal>

export const retryLettersProblems = {
  'no-letters-wait': { status: 409, ...texts.noLettersWait },
} satisfies ProblemsFor<RetryLettersRefusal>

export const fetchPrintProblems = {
  'register-unavailable': { status: 503, ...texts.registerUnavailable },
  'card-not-made-here': { status: 404, ...texts.cardNotMadeHere },
} satisfies ProblemsFor<FetchPrintRefusal>

const relayedCardProblems = {
  'card-of-another-layout': { status: 409, ...texts.cardOfAnotherLayout },
  'another-card': { status: 409, ...texts.anotherCardInReader },
  'admin-key-refused': { status: 409, ...texts.adminKeyRefused },
  'too-many-admin-uses': { status: 429, ...texts.tooManyTries },
  'signer-unavailable': { status: 503, ...texts.tryLater },
  'pins-not-set': { status: 409, ...texts.pinsNotSet },
  'card-removed': { status: 409, ...texts.cardRemovedTooEarly },
  'card-refused': { status: 409, ...texts.cardDoesNotAnswerRight },
  'card-unreadable': { status: 409, ...texts.cardDoesNotAnswerRight },
} satisfies ProblemsFor<RelayedCardRefusal>

export const askUnlockProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-already-closed': { status: 409, ...texts.alreadyClosed },
  'card-not-in-use': { status: 409, ...texts.notInUse },
  'card-without-admin-key': { status: 409, ...texts.withoutAdminKey },
  'signed-in-with-this-card': { status: 403, ...texts.signedInWithThisCard },
} satisfies ProblemsFor<AskUnlockRefusal>

export const unlockProblems = {
  ...askUnlockProblems,
  ...relayedCardProblems,
  'unlocked-too-often': { status: 429, ...texts.unlockedTooOften },
} satisfies ProblemsFor<UnlockCardRefusal>

const newCodeProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-already-closed': { status: 409, ...texts.alreadyClosed },
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

export const renewOnCardProblems = relayedCardProblems

export const renewCodeProblems = {
  ...letterProblems,
  'code-already-on-card': { status: 409, ...texts.codeAlreadyOnCard },
  'wrong-code-of-letter': { status: 403, ...texts.wrongCodeOfLetter },
  'code-of-letter-blocked': { status: 403, ...texts.codeOfLetterBlocked },
  'too-many-relays': { status: 503, ...texts.tryLater },
} satisfies ProblemsFor<RenewCodeRefusal>

/** For `orders`, whose deed asks to cancel the card. */
export const cancelOrderedCardProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-not-only-ordered': { status: 409, ...texts.productionHasBegun },
} satisfies ProblemsFor<CancelOrderedCardRefusal>
