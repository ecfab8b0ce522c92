import { createSealing } from '#platform/sealing.ts'
import { acceptOrder } from './accept-order.ts'
import { actualCardsOf, findActualCard, professionalCardsOf } from './actual-card.ts'
import { checkLetter, putIntoUseAtFirstUse, reportActivation } from './activation.ts'
import { cancelOrderedCard } from './cancel-ordered-card.ts'
import { closeCard, closeForCaller, reportOwnCardLost } from './close-card.ts'
import { endCardWithEmployment, endWithEmployment } from './end-with-employment.ts'
import type { CardsDeps } from './deps.ts'
import { faultyCard } from './faulty-card.ts'
import { countReliances, followRegisters, reliancesOf } from './follow-registers.ts'
import { cardsForCaller, holderOfCardNumber } from './for-caller.ts'
import { handOverAtBootstrap, handOverCard } from './hand-over-card.ts'
import { cardJobs, cardSubscriptions } from './jobs.ts'
import { listCards } from './list-cards.ts'
import { orderFirstCard } from './order-first-card.ts'
import { cardsOf, holderOf, viewOwnCards } from './own-cards.ts'
import { orderNewCode, orderOwnNewCode, viewLetterAddress } from './letters/order-new-code.ts'
import { produceCard } from './production/produce-card.ts'
import { retryLetters } from './letters/retry-letters.ts'
import { sendLetters } from './letters/send-letters.ts'
import { viewLetters } from './letters/view-letters.ts'
import { fetchPrint } from './production/print-card.ts'
import { isLeftToStations, takeUpWaiting } from './production/leave-to-stations.ts'
import {
  openProduction,
  reportReaders,
  retryProduction,
  viewProduction,
} from './production/stations.ts'
import { tellActivationCode } from './letters/tell-activation-code.ts'
import { renewCodeOnCard } from './letters/renew-code-on-card.ts'
import { cardsEndingOn } from './store.ts'
import {
  destroyUncollected,
  listUncollected,
  remindOfCard,
  returnUncollected,
} from './uncollected/deeds.ts'
import { countUnreached } from './uncollected/unreached.ts'
import { acceptTestCard, cancelTestCard, closeTestCard, statesOfTestCards } from './test-cards.ts'
import { askUnlockTicket } from './unlock-card.ts'
import { viewCard } from './view-card.ts'

export type Cards = ReturnType<typeof createCards>

/** Throws when the secret is shorter than 32 octets. */
export function createCards(wired: CardsDeps) {
  const deps = { ...wired, sealing: createSealing(wired.secret, 'cards') }
  const production = { produceCard: produceCard(deps), sendLetters: sendLetters(deps) }
  const isLeft = isLeftToStations(deps)
  return {
    /** Takes a decided order to production, in the transaction of the order. */
    acceptOrder: acceptOrder(deps),
    cancelOrderedCard: cancelOrderedCard(deps),
    acceptTestCard: acceptTestCard(deps),
    cancelTestCard: cancelTestCard(deps),
    closeTestCard: closeTestCard(deps),
    statesOfTestCards,
    cardsOf,
    holderOf,
    cardsEndingOn,
    findActualCard,
    actualCardsOf,
    professionalCardsOf,
    ...production,
    reportReaders: reportReaders(deps),
    openProduction: openProduction(deps),
    fetchPrint: fetchPrint(deps),
    viewProduction: viewProduction(deps),
    retryProduction: retryProduction(deps),
    viewLetters: viewLetters(deps),
    retryLetters: retryLetters(deps),
    viewCard: viewCard(deps),
    listCards: listCards(deps),
    listUncollected: listUncollected(deps),
    remindOfCard: remindOfCard(deps),
    returnUncollected: returnUncollected(deps),
    destroyUncollected: destroyUncollected(deps),
    viewOwnCards: viewOwnCards(deps),
    handOverCard: handOverCard(deps),
    askUnlockTicket: askUnlockTicket(deps),
    viewLetterAddress: viewLetterAddress(deps),
    orderNewCode: orderNewCode(deps),
    orderOwnNewCode: orderOwnNewCode(deps),
    renewCodeOnCard: renewCodeOnCard(deps),
    checkLetter: checkLetter(deps),
    reportActivation: reportActivation(deps),
    closeCard: closeCard(deps),
    closeForCaller: closeForCaller(deps),
    endWithEmployment: endWithEmployment(deps),
    endCardWithEmployment: endCardWithEmployment(deps),
    cardsForCaller,
    faultyCard,
    holderOfCardNumber,
    reportOwnCardLost: reportOwnCardLost(deps),
    /** The three that only the beginning of the service needs. */
    orderFirstCard: orderFirstCard(deps),
    handOverAtBootstrap: handOverAtBootstrap(deps),
    tellActivationCode: tellActivationCode(deps),
    takeUpWaiting: takeUpWaiting(deps),
    jobs: cardJobs(deps, { ...production, isLeftToStations: isLeft }),
    subscriptions: [
      ...cardSubscriptions(deps),
      ...followRegisters(deps),
      putIntoUseAtFirstUse(deps),
      countUnreached(deps),
    ],
    /** What the registers must bear out. */
    reliancesOf,
    countReliances,
  }
}
