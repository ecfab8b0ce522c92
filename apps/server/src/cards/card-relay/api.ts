import * as contracts from '@sotevarmenne/api/card-relay'
import type { CardRelays, OpenRelayRefusal, TakeTurnRefusal } from './card-relays.ts'
import { relayTexts } from './texts.ts'
import { endpoint, type Endpoint, type Problem, type ProblemsFor } from '#platform/endpoint.ts'
import { httpProblems } from '#platform/http/problems.ts'

/** Where programs beside cards take their turns. Whoever has a ticket or a relay's id may: the deed has its own permit. */
export const cardRelayApi = (relays: CardRelays): readonly Endpoint[] => [
  endpoint({
    contract: contracts.openRelay,
    deed: 'relays.openRelay',
    act: (_permit, { atr, ...asked }) =>
      relays.openWithTicket({ ...asked, atr: new Uint8Array(Buffer.from(atr, 'hex')) }),
    problems: openProblems,
  }),
  endpoint({
    contract: contracts.takeRelayTurn,
    deed: 'relays.takeTurn',
    act: (_permit, { relayId, turn, answers, problem }) =>
      relays.takeTurn({
        relayId,
        turn,
        ...(answers && { answers }),
        ...(problem && { problem }),
      }),
    problems: turnProblems,
    bodyLimit: 40 * 1024,
    // A card is made in some sixty turns, and a station works on several at once.
    requestsPerMinute: 30_000,
  }),
]

/** For whatever opens a relay in a way of its own. */
export const tooManyRelays: Problem = { status: 503, ...relayTexts.tooManyRelays }

const openProblems = {
  'not-signed-in': httpProblems['not-signed-in'],
  'session-card-not-valid': httpProblems['session-card-not-valid'],
  'session-card-not-confirmed': httpProblems['session-card-not-confirmed'],
  'not-permitted': httpProblems['not-permitted'],
  'card-sign-in-needed': httpProblems['card-sign-in-needed'],
  'strong-sign-in-needed': httpProblems['strong-sign-in-needed'],
  'sign-in-too-old': httpProblems['sign-in-too-old'],
  'client-unknown': httpProblems['client-unknown'],
  'client-certificate-revoked': httpProblems['client-certificate-revoked'],
  'too-many-relays': tooManyRelays,
  'ticket-unknown': { status: 404, ...relayTexts.ticketUnknown },
  'ticket-for-another-purpose': { status: 409, ...relayTexts.ticketForAnotherPurpose },
} satisfies ProblemsFor<OpenRelayRefusal>

const turnProblems = {
  'relay-unknown': { status: 404, ...relayTexts.relayUnknown },
  'turn-not-awaited': { status: 409, ...relayTexts.turnNotAwaited },
  'answers-do-not-fit': { status: 422, ...relayTexts.answersDoNotFit },
} satisfies ProblemsFor<TakeTurnRefusal>
