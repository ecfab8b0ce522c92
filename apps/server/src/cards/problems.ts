import type { ProblemsFor } from '#platform/endpoint.ts'
import { identificationProblems } from '#people/index.ts'
import { notAtAPointProblems } from '#registration/index.ts'
import type { ReportActivationRefusal } from './activation.ts'
import type { CancelOrderedCardRefusal } from './cancel-ordered-card.ts'
import type { CloseCardRefusal } from './close-card.ts'
import type { LetterRefusal } from './domain/activation-letter.ts'
import type { LossRefusal } from './domain/rules.ts'
import type { HandOverCardRefusal } from './hand-over-card.ts'
import type { ListCardsRefusal } from './list-cards.ts'
import type { FetchPrintRefusal } from './print-card.ts'
import type { RetryRefusal } from './stations.ts'
import { texts } from './texts.ts'
import type { ViewCardRefusal } from './view-card.ts'

export const viewCardProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
} satisfies ProblemsFor<ViewCardRefusal>

export const listCardsProblems = {
  ...notAtAPointProblems,
  'cursor-unreadable': { status: 400, ...texts.cursorUnreadable },
} satisfies ProblemsFor<ListCardsRefusal>

export const handOverCardProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-not-awaiting-hand-over': { status: 409, ...texts.notAwaitingHandOver },
  'card-at-another-point': { status: 409, ...texts.atAnotherPoint },
  'handing-over-to-oneself': { status: 403, ...texts.notToOneself },
  ...identificationProblems,
} satisfies ProblemsFor<HandOverCardRefusal>

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

export const fetchPrintProblems = {
  'card-not-made-here': { status: 404, ...texts.cardNotMadeHere },
} satisfies ProblemsFor<FetchPrintRefusal>

/** For `orders`, whose deed asks to cancel the card. */
export const cancelOrderedCardProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'card-not-only-ordered': { status: 409, ...texts.productionHasBegun },
} satisfies ProblemsFor<CancelOrderedCardRefusal>
