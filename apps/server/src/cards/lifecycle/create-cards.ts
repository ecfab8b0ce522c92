import { createSealing } from '#platform/sealing.ts'
import { cardsEndingOn } from '#cards/card/index.ts'
import { actualCardsOf, findActualCard, professionalCardsOf } from './actual-card.ts'
import { checkLetter, putIntoUseAtFirstUse, reportActivation } from './activate-card.ts'
import { cancelOrderedCard } from './cancel-ordered-card.ts'
import { cancelCard, cancelForCaller, reportOwnCardLost } from './cancel-card.ts'
import { endCardWithEmployment, endWithEmployment } from './follow-employment.ts'
import type { CardsDeps } from './deps.ts'
import { faultyCard } from './faulty-card.ts'
import { eraseHandOverWithOrder } from './erase-hand-over.ts'
import { remindOfUnusedCard, planUnusedCardReminder } from './unused-card.ts'
import { followRegisters } from './follow-registers.ts'
import { cardsForCaller, holderOfCardNumber } from './cards-for-hotline.ts'
import { handOverAtBootstrap, handOverCard } from './hand-over-card.ts'
import { listCards } from './list-cards.ts'
import { cardsOf, holderOf, viewOwnCards } from './own-cards.ts'
import { orderNewCode, orderOwnNewCode, viewLetterAddress } from './order-new-code.ts'
import {
  destroyUncollected,
  listUncollected,
  remindOfCard,
  returnUncollected,
} from './uncollected/operations.ts'
import { countUnreached } from './uncollected/undelivered-reminders.ts'
import { cancelTestCard, cancelIssuedTestCard, statesOfTestCards } from './test-cards.ts'
import { requestUnlockTicket } from './unlock-card.ts'
import { viewCard } from './view-card.ts'

export type Cards = ReturnType<typeof createCards>

/** Throws when the secret is shorter than 32 bytes. */
export function createCards(wired: CardsDeps) {
  const deps = { ...wired, sealing: createSealing(wired.secret, 'cards') }
  return {
    cancelOrderedCard: cancelOrderedCard(deps),
    cancelTestCard: cancelTestCard(deps),
    cancelIssuedTestCard: cancelIssuedTestCard(deps),
    statesOfTestCards,
    cardsOf,
    holderOf,
    cardsEndingOn,
    findActualCard,
    actualCardsOf,
    professionalCardsOf,
    viewCard: viewCard(deps),
    listCards: listCards(deps),
    listUncollected: listUncollected(deps),
    remindOfCard: remindOfCard(deps),
    returnUncollected: returnUncollected(deps),
    destroyUncollected: destroyUncollected(deps),
    viewOwnCards: viewOwnCards(deps),
    handOverCard: handOverCard(deps),
    requestUnlockTicket: requestUnlockTicket(deps),
    viewLetterAddress: viewLetterAddress(deps),
    orderNewCode: orderNewCode(deps),
    orderOwnNewCode: orderOwnNewCode(deps),
    checkLetter: checkLetter(deps),
    reportActivation: reportActivation(deps),
    cancelCard: cancelCard(deps),
    cancelForCaller: cancelForCaller(deps),
    endWithEmployment: endWithEmployment(deps),
    endCardWithEmployment: endCardWithEmployment(deps),
    cardsForCaller,
    faultyCard,
    holderOfCardNumber,
    reportOwnCardLost: reportOwnCardLost(deps),
    /** Needed only at bootstrap. */
    handOverAtBootstrap: handOverAtBootstrap(deps),
    jobs: [remindOfUnusedCard(deps)],
    subscriptions: [
      planUnusedCardReminder(deps),
      eraseHandOverWithOrder(deps),
      ...followRegisters(deps),
      putIntoUseAtFirstUse(deps),
      countUnreached(deps),
    ],
  }
}
