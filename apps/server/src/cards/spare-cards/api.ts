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
    action: spareCards.viewSpareCardsOf,
    problems: problems.listSpareCardsProblems,
  }),
  endpoint({
    contract: contracts.startSpareCard,
    action: (permit, { returnBy, ...requested }) =>
      spareCards.startSpareCard(permit, {
        ...requested,
        // The contract has checked that the date exists.
        returnBy: localDate(returnBy),
      }),
    problems: problems.startSpareCardProblems,
  }),
  endpoint({
    contract: contracts.requestSpareCardProduction,
    // The rules are evaluated when the ticket is used, with a permit of that moment.
    action: (_permit, input, request) =>
      Promise.resolve(
        ok(
          relays.giveTicket({
            purpose: 'spare-card',
            operation: 'spareCards.produceSpareCard',
            input,
            sessionToken: sessionOf(request),
            run: (permit, card) => spareCards.produceSpareCard(permit, input, card),
            problems: problems.produceSpareCardProblems,
          }),
        ),
      ),
    problems: {},
  }),
  endpoint({
    contract: contracts.requestToTakeBackSpareCard,
    action: (_permit, input, request) =>
      Promise.resolve(
        ok(
          relays.giveTicket({
            purpose: 'spare-card-return',
            operation: 'spareCards.takeBackSpareCard',
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
    action: spareCards.handOverSpareCard,
    problems: problems.handOverSpareCardProblems,
  }),
  endpoint({
    contract: contracts.cancelSpareCard,
    action: spareCards.cancelSpareCard,
    problems: problems.cancelSpareCardProblems,
  }),
  endpoint({
    contract: contracts.writeOffSpareCard,
    action: spareCards.writeOffSpareCard,
    problems: problems.writeOffSpareCardProblems,
  }),
  endpoint({
    contract: contracts.noteContact,
    action: spareCards.noteContact,
    problems: problems.noteContactProblems,
  }),
  endpoint({
    contract: contracts.viewSpareCard,
    action: spareCards.viewSpareCard,
    problems: problems.viewSpareCardProblems,
  }),
  endpoint({
    contract: contracts.listSpareCards,
    action: spareCards.listSpareCards,
    problems: problems.listSpareCardsProblems,
  }),
  endpoint({
    contract: contracts.viewOwnSpareCards,
    action: (permit) => spareCards.viewOwnSpareCards(permit),
    problems: {},
  }),
]

/** The session for which the permit was granted. */
function sessionOf({ sessionToken }: { readonly sessionToken?: SessionToken }): SessionToken {
  if (sessionToken === undefined) throw new Error('the permit of a registrar has no session')
  return sessionToken
}
