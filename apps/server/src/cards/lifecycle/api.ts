import * as contracts from '@sotevarmenne/api/cards'
import * as uncollected from '@sotevarmenne/api/uncollected'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { letterProblems } from '#cards/letters/index.ts'
import type { Cards } from './create-cards.ts'
import * as problems from './problems.ts'

export const cardApi = (cards: Cards): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewCard,
    deed: 'cards.viewCard',
    act: cards.viewCard,
    problems: problems.viewCardProblems,
  }),
  endpoint({
    contract: contracts.listCards,
    deed: 'cards.listCards',
    act: cards.listCards,
    problems: problems.listCardsProblems,
  }),
  endpoint({
    contract: uncollected.listUncollected,
    deed: 'cards.listUncollected',
    act: cards.listUncollected,
    problems: problems.listUncollectedProblems,
  }),
  endpoint({
    contract: uncollected.remindOfCard,
    deed: 'cards.remindOfCard',
    act: cards.remindOfCard,
    problems: problems.remindOfCardProblems,
  }),
  endpoint({
    contract: uncollected.returnUncollected,
    deed: 'cards.returnUncollected',
    act: cards.returnUncollected,
    problems: problems.returnUncollectedProblems,
  }),
  endpoint({
    contract: uncollected.destroyUncollected,
    deed: 'cards.destroyUncollected',
    act: cards.destroyUncollected,
    problems: problems.destroyUncollectedProblems,
  }),
  endpoint({
    contract: contracts.handOverCard,
    deed: 'cards.handOverCard',
    act: cards.handOverCard,
    problems: problems.handOverCardProblems,
  }),
  endpoint({
    contract: contracts.closeCard,
    deed: 'cards.closeCard',
    act: cards.closeCard,
    problems: problems.closeCardProblems,
  }),
  endpoint({
    contract: contracts.viewOwnCards,
    deed: 'cards.viewOwnCards',
    act: (permit) => cards.viewOwnCards(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.reportOwnCardLost,
    deed: 'cards.reportOwnCardLost',
    act: cards.reportOwnCardLost,
    problems: problems.reportLossProblems,
  }),
  endpoint({
    contract: contracts.askUnlockTicket,
    deed: 'cards.unlockOwnCard',
    act: cards.askUnlockTicket,
    problems: problems.askUnlockProblems,
  }),
  endpoint({
    contract: contracts.viewLetterAddress,
    deed: 'cards.viewLetterAddress',
    act: (permit) => cards.viewLetterAddress(permit),
    problems: problems.viewLetterAddressProblems,
  }),
  endpoint({
    contract: contracts.orderOwnNewCode,
    deed: 'cards.orderOwnNewCode',
    act: cards.orderOwnNewCode,
    problems: problems.orderOwnNewCodeProblems,
  }),
  endpoint({
    contract: contracts.orderNewCode,
    deed: 'cards.orderNewCode',
    act: cards.orderNewCode,
    problems: problems.orderNewCodeProblems,
  }),
  endpoint({
    contract: contracts.checkLetter,
    deed: 'cards.checkLetter',
    act: cards.checkLetter,
    problems: letterProblems,
  }),
  endpoint({
    contract: contracts.reportActivation,
    deed: 'cards.reportActivation',
    act: cards.reportActivation,
    problems: problems.reportActivationProblems,
  }),
]
