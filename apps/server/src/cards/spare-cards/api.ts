import * as contracts from '@sotevarmenne/api/spare-cards'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { CardRelays } from '#cards/card-relay/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { SessionToken } from '#platform/permit.ts'
import type { SpareCards } from './create-spare-cards.ts'
import * as problems from './problems.ts'

export const spareCardApi = (
  spareCards: SpareCards,
  relays: Pick<CardRelays, 'giveTicket'>,
): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewSpareCardsOf,
    deed: 'spareCards.viewSpareCardsOf',
    act: spareCards.viewSpareCardsOf,
    problems: problems.listSpareCardsProblems,
  }),
  endpoint({
    contract: contracts.startSpareCard,
    deed: 'spareCards.makeSpareCard',
    act: (permit, { returnBy, ...asked }) =>
      spareCards.startSpareCard(permit, {
        ...asked,
        // The contract has checked that there is such a day.
        returnBy: localDate(returnBy),
      }),
    problems: problems.startSpareCardProblems,
  }),
  endpoint({
    contract: contracts.askToMakeSpareCard,
    deed: 'spareCards.makeSpareCard',
    // The rules are asked when the ticket is used, with a permit of that moment.
    act: (_permit, input, request) =>
      Promise.resolve(
        ok(
          relays.giveTicket({
            purpose: 'spare-card',
            deed: 'spareCards.makeSpareCard',
            input,
            sessionToken: sessionOf(request),
            run: (permit, card) => spareCards.makeSpareCard(permit, input, card),
            problems: problems.makeSpareCardProblems,
          }),
        ),
      ),
    problems: {},
  }),
  endpoint({
    contract: contracts.askToTakeBackSpareCard,
    deed: 'spareCards.takeBackSpareCard',
    act: (_permit, input, request) =>
      Promise.resolve(
        ok(
          relays.giveTicket({
            purpose: 'spare-card-return',
            deed: 'spareCards.takeBackSpareCard',
            input,
            sessionToken: sessionOf(request),
            run: (permit, card) => spareCards.takeBackSpareCard(permit, card),
            problems: problems.takeBackProblems,
          }),
        ),
      ),
    problems: {},
  }),
  endpoint({
    contract: contracts.handOverSpareCard,
    deed: 'spareCards.handOverSpareCard',
    act: spareCards.handOverSpareCard,
    problems: problems.handOverSpareCardProblems,
  }),
  endpoint({
    contract: contracts.closeSpareCard,
    deed: 'spareCards.closeSpareCard',
    act: spareCards.closeSpareCard,
    problems: problems.closeSpareCardProblems,
  }),
  endpoint({
    contract: contracts.writeOffSpareCard,
    deed: 'spareCards.writeOffSpareCard',
    act: spareCards.writeOffSpareCard,
    problems: problems.writeOffSpareCardProblems,
  }),
  endpoint({
    contract: contracts.noteContact,
    deed: 'spareCards.noteContact',
    act: spareCards.noteContact,
    problems: problems.noteContactProblems,
  }),
  endpoint({
    contract: contracts.viewSpareCard,
    deed: 'spareCards.viewSpareCard',
    act: spareCards.viewSpareCard,
    problems: problems.viewSpareCardProblems,
  }),
  endpoint({
    contract: contracts.listSpareCards,
    deed: 'spareCards.listSpareCards',
    act: spareCards.listSpareCards,
    problems: problems.listSpareCardsProblems,
  }),
  endpoint({
    contract: contracts.viewOwnSpareCards,
    deed: 'spareCards.viewOwnSpareCards',
    act: (permit) => spareCards.viewOwnSpareCards(permit),
    problems: {},
  }),
]

/** The permit was granted on it. */
function sessionOf({ sessionToken }: { readonly sessionToken?: SessionToken }): SessionToken {
  if (sessionToken === undefined) throw new Error('a registrar without a session')
  return sessionToken
}
