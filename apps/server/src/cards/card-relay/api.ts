import * as contracts from '@sotevarmenne/api/card-relay'
import type { CardRelays, OpenRelayRefusal, TakeTurnRefusal } from './card-relays.ts'
import { relayTexts } from './texts.ts'
import { endpoint, type Endpoint, type Problem, type ProblemsFor } from '#platform/endpoint.ts'
import { httpProblems } from '#platform/http/problems.ts'

/**
 * The API for programs beside cards. A ticket or a relay's id gives access: the operation has its own permit.
 */
export const cardRelayApi = (relays: CardRelays): readonly Endpoint[] => [
  endpoint({
    contract: contracts.openRelay,
    action: (_permit, { atr, ...requested }) =>
      relays.openWithTicket({ ...requested, atr: new Uint8Array(Buffer.from(atr, 'hex')) }),
    problems: openProblems,
  }),
  endpoint({
    contract: contracts.takeRelayTurn,
    action: (_permit, { relayId, turn, responses, problem }) =>
      relays.takeTurn({
        relayId,
        turn,
        ...(responses && { responses }),
        ...(problem && { problem }),
      }),
    problems: turnProblems,
    bodyLimit: 40 * 1024,
    // A card is produced in some sixty relay requests, and a station works on several at once.
    requestsPerMinute: 30_000,
  }),
]

/** For every other endpoint that opens a relay. */
export const tooManyRelays: Problem = { status: 503, ...relayTexts.tooManyRelays }

const openProblems = {
  'not-signed-in': httpProblems['not-signed-in'],
  'session-card-not-valid': httpProblems['session-card-not-valid'],
  'session-card-not-confirmed': httpProblems['session-card-not-confirmed'],
  'not-permitted': httpProblems['not-permitted'],
  'card-sign-in-needed': httpProblems['card-sign-in-needed'],
  'strong-sign-in-needed': httpProblems['strong-sign-in-needed'],
  'sign-in-too-old': httpProblems['sign-in-too-old'],
  'client-not-found': httpProblems['client-not-found'],
  'client-certificate-revoked': httpProblems['client-certificate-revoked'],
  'too-many-relays': tooManyRelays,
  'ticket-not-found': { status: 404, ...relayTexts.ticketNotFound },
  'ticket-for-another-purpose': { status: 409, ...relayTexts.ticketForAnotherPurpose },
} satisfies ProblemsFor<OpenRelayRefusal>

const turnProblems = {
  'relay-not-found': { status: 404, ...relayTexts.relayNotFound },
  'turn-not-awaited': { status: 409, ...relayTexts.turnNotAwaited },
  'responses-do-not-fit': { status: 422, ...relayTexts.responsesDoNotFit },
} satisfies ProblemsFor<TakeTurnRefusal>
