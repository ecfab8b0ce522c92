import * as contracts from '@sotevarmenne/api/cards'
import * as production from '@sotevarmenne/api/production'
import * as uncollected from '@sotevarmenne/api/uncollected'
import { ok } from '@sotevarmenne/kernel/result'
import { tooManyRelays } from '#cards/card-relay/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
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
    contract: contracts.renewCodeOnCard,
    deed: 'cards.renewCodeOnCard',
    act: cards.renewCodeOnCard,
    problems: problems.renewCodeProblems,
  }),
  endpoint({
    contract: contracts.checkLetter,
    deed: 'cards.checkLetter',
    act: cards.checkLetter,
    problems: problems.letterProblems,
  }),
  endpoint({
    contract: contracts.reportActivation,
    deed: 'cards.reportActivation',
    act: cards.reportActivation,
    problems: problems.reportActivationProblems,
  }),
  endpoint({
    contract: production.viewProduction,
    deed: 'cards.viewProduction',
    act: (permit) => cards.viewProduction(permit),
    problems: {},
  }),
  endpoint({
    contract: production.retryProduction,
    deed: 'cards.retryProduction',
    act: async (permit, asked) => {
      const retried = await cards.retryProduction(permit, asked)
      return retried.ok ? ok({}) : retried
    },
    problems: problems.retryProblems,
  }),
  endpoint({
    contract: production.viewLetters,
    deed: 'cards.viewLetters',
    act: cards.viewLetters,
    problems: problems.viewLettersProblems,
  }),
  endpoint({
    contract: production.retryLetters,
    deed: 'cards.retryLetters',
    act: async (permit) => {
      const retried = await cards.retryLetters(permit)
      return retried.ok ? ok({}) : retried
    },
    problems: problems.retryLettersProblems,
  }),
]

/** For stations, at the door that asks for their TLS certificates. */
export const stationApi = (cards: Cards): readonly Endpoint[] => [
  endpoint({
    contract: production.reportReaders,
    deed: 'cards.reportReaders',
    act: cards.reportReaders,
    problems: {},
  }),
  endpoint({
    contract: production.openProduction,
    deed: 'cards.openProduction',
    act: cards.openProduction,
    problems: { 'too-many-relays': tooManyRelays },
  }),
  endpoint({
    contract: production.fetchPrint,
    deed: 'cards.fetchPrint',
    act: cards.fetchPrint,
    problems: problems.fetchPrintProblems,
  }),
]
