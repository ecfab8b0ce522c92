import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { cardsEndingOn, holdersOfCardsInUse, professionalHoldersAmong } from '#cards/card/index.ts'
import { bindOperations } from '#platform/operation.ts'
import { actualCardsOf, findActualCard, professionalCardsOf } from './actual-card.ts'
import { checkCode, checkLetter, putIntoUseAtFirstUse, reportActivation } from './activate-card.ts'
import { cardOfNotice } from './card-of-notice.ts'
import {
  cardForEmployer,
  cardsOfEmployees,
  countHeldCards,
  findCardOfEmployer,
  listCardsOfEmployer,
} from './cards-of-employer.ts'
import { cancelOrderedCard } from './cancel-ordered-card.ts'
import { holdersOfCharged, numbersOfCharged } from './charged-cards.ts'
import { cancelCard, cancelForCaller, reportOwnCardLost } from './cancel-card.ts'
import { endCardWithEmployment, endWithEmployment } from './follow-employment.ts'
import type { Sealed } from './deps.ts'
import { faultyCard } from './faulty-card.ts'
import { eraseHandOverWithOrder } from './erase-hand-over.ts'
import { recordContactlessId } from './record-contactless-id.ts'
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
import { requestUnlockTicket, serveUnlocking } from './unlock-card.ts'
import { viewCard } from './view-card.ts'

export type Cards = ReturnType<typeof createCards>

export function createCards(wired: Unsealed<Sealed>) {
  const deps: Sealed = withSealing(wired, 'cards')
  serveUnlocking(deps)
  return {
    cancelOrderedCard: cancelOrderedCard(deps),
    cancelTestCard: cancelTestCard(deps),
    cancelIssuedTestCard: cancelIssuedTestCard(deps),
    statesOfTestCards,
    cardsOf,
    holderOf,
    holdersOfCardsInUse,
    cardsEndingOn,
    cardOfNotice: cardOfNotice(deps),
    findActualCard,
    actualCardsOf,
    professionalCardsOf,
    ...bindOperations(deps, {
      viewCard,
      listCards,
      listUncollected,
      remindOfCard,
      returnUncollected,
      destroyUncollected,
      handOverCard,
      cancelCard,
      recordContactlessId,
      viewOwnCards,
      reportOwnCardLost,
      requestUnlockTicket,
      viewLetterAddress,
      orderOwnNewCode,
      orderNewCode,
      checkCode,
      checkLetter,
      reportActivation,
    }),
    cancelForCaller: cancelForCaller(deps),
    endWithEmployment: endWithEmployment(deps),
    /** For the employer. */
    listCardsOfEmployer: listCardsOfEmployer(deps),
    countHeldCards: countHeldCards(deps),
    findCardOfEmployer,
    cardForEmployer,
    professionalHoldersAmong,
    cardsOfEmployees,
    endCardWithEmployment: endCardWithEmployment(deps),
    /** For the payer. */
    numbersOfCharged,
    holdersOfCharged: holdersOfCharged(deps),
    cardsForCaller,
    faultyCard,
    holderOfCardNumber,
    /** Needed only at bootstrap. */
    handOverAtBootstrap: handOverAtBootstrap(deps),
    jobs: [remindOfUnusedCard(deps)],
    subscriptions: [
      planUnusedCardReminder(deps),
      eraseHandOverWithOrder(deps),
      ...followRegisters(deps),
      putIntoUseAtFirstUse(deps),
      ...countUnreached(deps),
    ],
  }
}
