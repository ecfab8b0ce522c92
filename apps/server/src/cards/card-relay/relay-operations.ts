import * as api from '@sotevarmenne/api/card-relay'
import { bodyLimits } from '@sotevarmenne/api/uploads'
import type { Problem, ProblemsFor } from '#platform/endpoint.ts'
import { httpProblems } from '#platform/http/problems.ts'
import type { Module } from '#platform/module.ts'
import { bindOperations, operation } from '#platform/operation.ts'
import type { CardRelays, OpenRelayRefusal, TakeTurnRefusal } from './card-relays.ts'
import { relayTexts } from './texts.ts'

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
  'api-key-not-valid': httpProblems['api-key-not-valid'],
  'api-key-scope-missing': httpProblems['api-key-scope-missing'],
  'too-many-requests': httpProblems['too-many-requests'],
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

/**
 * For programs beside cards. A ticket or a relay's id gives access: the operation that runs over the relay has
 * its own permit.
 */
export const openRelay = operation({
  contract: api.openRelay,
  problems: openProblems,
  handle:
    (relays: Pick<CardRelays, 'openWithTicket'>) =>
    (_permit, { atr, ...requested }) =>
      relays.openWithTicket({ ...requested, atr: new Uint8Array(Buffer.from(atr, 'hex')) }),
})

export const takeRelayTurn = operation({
  contract: api.takeRelayTurn,
  problems: turnProblems,
  bodyLimit: bodyLimits.relayTurn,
  // A card is produced in some sixty relay requests, and a station works on several at once.
  requestsPerMinute: 30_000,
  handle:
    (relays: Pick<CardRelays, 'takeTurn'>) =>
    (_permit, { relayId, turn, responses, problem, refused }) =>
      relays.takeTurn({
        relayId,
        turn,
        ...(responses && { responses }),
        ...(problem && { problem }),
        ...(problem === 'command-refused' && refused && { refused }),
      }),
})

/** For people's programs at the portal's address, and for stations at the enrolment API. */
export function relayModule(relays: CardRelays): Module {
  const { operations } = bindOperations(relays, { openRelay, takeRelayTurn })
  return {
    operations,
    enrolmentOperations: operations,
    schedules: [{ name: 'erase old relays', run: relays.erase }],
  }
}
