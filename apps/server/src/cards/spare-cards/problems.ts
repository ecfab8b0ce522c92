import { identificationProblems } from '#points/identification/index.ts'
import { cursorProblems } from '#platform/paging.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import { decisionProblems } from './decision-problems.ts'
import { texts } from './texts.ts'

export const notFound = { status: 404, ...texts.spareCardNotFound }

export const listSpareCardsProblems = {
  ...notAtAPointProblems,
  ...cursorProblems,
}

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
}

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
}

export const takeBackProblems = {
  ...notAtAPointProblems,
  'card-removed': { status: 409, ...texts.cardRemoved },
  'chip-rejected': { status: 409, ...texts.chipRejected },
  'not-a-spare-card': { status: 409, ...texts.notASpareCard },
  'blank-unreadable': { status: 409, ...texts.blankUnreadable },
  'try-again-later': { status: 503, ...texts.tryAgainLater },
  'not-emptied': { status: 409, ...texts.notEmptied },
}
