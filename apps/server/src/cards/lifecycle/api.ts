import * as contracts from '@sotevarmenne/api/cards'
import * as uncollected from '@sotevarmenne/api/uncollected'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { letterProblems } from '#cards/letters/index.ts'
import type { Cards } from './create-cards.ts'
import * as problems from './problems.ts'

export const cardApi = (cards: Cards): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewCard,
    action: cards.viewCard,
    problems: problems.viewCardProblems,
  }),
  endpoint({
    contract: contracts.listCards,
    action: cards.listCards,
    problems: problems.listCardsProblems,
  }),
  endpoint({
    contract: uncollected.listUncollected,
    action: cards.listUncollected,
    problems: problems.listUncollectedProblems,
  }),
  endpoint({
    contract: uncollected.remindOfCard,
    action: cards.remindOfCard,
    problems: problems.remindOfCardProblems,
  }),
  endpoint({
    contract: uncollected.returnUncollected,
    action: cards.returnUncollected,
    problems: problems.returnUncollectedProblems,
  }),
  endpoint({
    contract: uncollected.destroyUncollected,
    action: cards.destroyUncollected,
    problems: problems.destroyUncollectedProblems,
  }),
  endpoint({
    contract: contracts.handOverCard,
    action: cards.handOverCard,
    problems: problems.handOverCardProblems,
  }),
  endpoint({
    contract: contracts.cancelCard,
    action: cards.cancelCard,
    problems: problems.cancelCardProblems,
  }),
  endpoint({
    contract: contracts.viewOwnCards,
    action: (permit) => cards.viewOwnCards(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.reportOwnCardLost,
    action: cards.reportOwnCardLost,
    problems: problems.reportLossProblems,
  }),
  endpoint({
    contract: contracts.requestUnlockTicket,
    action: cards.requestUnlockTicket,
    problems: problems.requestUnlockProblems,
  }),
  endpoint({
    contract: contracts.viewLetterAddress,
    action: (permit) => cards.viewLetterAddress(permit),
    problems: problems.viewLetterAddressProblems,
  }),
  endpoint({
    contract: contracts.orderOwnNewCode,
    action: cards.orderOwnNewCode,
    problems: problems.orderOwnNewCodeProblems,
  }),
  endpoint({
    contract: contracts.orderNewCode,
    action: cards.orderNewCode,
    problems: problems.orderNewCodeProblems,
  }),
  endpoint({
    contract: contracts.checkLetter,
    action: cards.checkLetter,
    problems: letterProblems,
  }),
  endpoint({
    contract: contracts.reportActivation,
    action: cards.reportActivation,
    problems: problems.reportActivationProblems,
  }),
]
