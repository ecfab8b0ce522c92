import { identificationProblems } from '#points/identification/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import type { CancelSpareCardRefusal, WriteOffSpareCardRefusal } from './cancel-spare-card.ts'
import { decisionProblems } from './decision-problems.ts'
import type { HandOverSpareCardRefusal } from './hand-over-spare-card.ts'
import type { ListSpareCardsRefusal } from './list-spare-cards.ts'
import type { ProduceSpareCardRefusal } from './produce-spare-card.ts'
import type { NoteContactRefusal } from './note-contact.ts'
import type { StartSpareCardRefusal } from './start-spare-card.ts'
import type { TakeBackRefusal } from './take-back.ts'
import { texts } from './texts.ts'
import type { ViewSpareCardRefusal } from './view-spare-cards.ts'

const notFound = { status: 404, ...texts.spareCardNotFound }

export const viewSpareCardProblems = {
  'spare-card-not-found': notFound,
} satisfies ProblemsFor<ViewSpareCardRefusal>

export const listSpareCardsProblems = {
  ...notAtAPointProblems,
  ...cursorProblems,
} satisfies ProblemsFor<ListSpareCardsRefusal>

export const startSpareCardProblems = {
  ...notAtAPointProblems,
  ...decisionProblems,
  ...identificationProblems,
  'card-not-found': { status: 404, ...texts.cardNotFound },
  ...unavailableProblems,
  'unknown-to-population-register': { status: 422, ...texts.unknownToPopulationRegister },
  'person-has-died': { status: 422, ...texts.personHasDied },
  'right-no-longer-in-force': { status: 422, ...texts.rightNoLongerInForce },
  'return-date-not-possible': { status: 422, ...texts.returnDateNotPossible },
} satisfies ProblemsFor<StartSpareCardRefusal>

export const produceSpareCardProblems = {
  'spare-card-not-found': notFound,
  'spare-card-not-being-produced': { status: 409, ...texts.notBeingProduced },
  'spare-card-at-another-point': { status: 409, ...texts.atAnotherPoint },
  'producing-for-oneself': { status: 403, ...texts.producingForOneself },
  'not-of-the-stock': { status: 409, ...texts.notOfTheStock },
  'blank-of-another-point': { status: 409, ...texts.blankOfAnotherPoint },
  'blank-taken': { status: 409, ...texts.blankTaken },
  'blank-missing': { status: 409, ...texts.blankMissing },
  'chip-rejected': { status: 409, ...texts.chipRejected },
  'blank-not-empty': { status: 409, ...texts.blankNotEmpty },
  'card-removed': { status: 409, ...texts.cardRemoved },
  'not-a-blank-of-ours': { status: 409, ...texts.notABlankOfOurs },
  'blank-unreadable': { status: 409, ...texts.blankUnreadable },
  'try-again-later': { status: 503, ...texts.tryAgainLater },
  'spare-card-not-produced': { status: 409, ...texts.notProduced },
  'pins-not-set': { status: 409, ...texts.pinsNotSet },
  superseded: { status: 409, ...texts.superseded },
} satisfies ProblemsFor<ProduceSpareCardRefusal>

export const handOverSpareCardProblems = {
  'spare-card-not-found': notFound,
  'spare-card-not-produced': { status: 409, ...texts.notAwaitingHandOver },
  'spare-card-at-another-point': { status: 409, ...texts.atAnotherPoint },
  'handing-over-to-oneself': { status: 403, ...texts.notToOneself },
} satisfies ProblemsFor<HandOverSpareCardRefusal>

export const cancelSpareCardProblems = {
  'spare-card-not-found': notFound,
  'spare-card-already-cancelled': { status: 409, ...texts.alreadyCancelled },
  'reason-does-not-fit': { status: 422, ...texts.reasonDoesNotFit },
} satisfies ProblemsFor<CancelSpareCardRefusal>

export const writeOffSpareCardProblems = {
  'spare-card-not-found': notFound,
  'spare-card-not-cancelled': { status: 409, ...texts.notCancelled },
} satisfies ProblemsFor<WriteOffSpareCardRefusal>

export const takeBackProblems = {
  ...notAtAPointProblems,
  'card-removed': { status: 409, ...texts.cardRemoved },
  'chip-rejected': { status: 409, ...texts.chipRejected },
  'not-a-spare-card': { status: 409, ...texts.notASpareCard },
  'blank-unreadable': { status: 409, ...texts.blankUnreadable },
  'try-again-later': { status: 503, ...texts.tryAgainLater },
  'not-emptied': { status: 409, ...texts.notEmptied },
} satisfies ProblemsFor<TakeBackRefusal>

export const noteContactProblems = {
  'spare-card-not-found': notFound,
  'nothing-to-bring-back': { status: 409, ...texts.nothingToBringBack },
} satisfies ProblemsFor<NoteContactRefusal>
