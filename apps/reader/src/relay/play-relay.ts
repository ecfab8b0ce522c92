import type { RelayTurn } from '@sotevarmenne/api/card-relay'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Language } from '@sotevarmenne/pages/languages'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { relayApdus } from '@sotevarmenne/smartcard/relay-apdus'
import type { RelayService } from './service.ts'

/** The message of the service when it refuses, in its three languages. */
export type ServiceWord = Extract<RelayTurn, { readonly state: 'refused' }>['refusal']

export type PlayRefusal =
  | { readonly kind: 'stopped-by-service'; readonly said: ServiceWord }
  /** The connection broke while the service communicated with the card. */
  | { readonly kind: 'service-lost' }

/**
 * Producing a spare card from an unfinished one takes 250, with RSA keys more. Far more means an endless
 * loop.
 */
const maxTurns = 1000

/** Plays the card's part of an open relay; returns the service's final message. It ends in every case. */
export async function playRelay(
  channel: CardChannel,
  first: RelayTurn,
  {
    service,
    language,
    ownStep,
  }: {
    readonly service: Pick<RelayService, 'takeTurn'>
    readonly language: Language
    /** The local step with what was typed here; resolves to whether it succeeded. */
    readonly ownStep?: (channel: CardChannel) => Promise<boolean>
  },
): Promise<Result<unknown, PlayRefusal>> {
  const lost = new Error('turn of a card relay failed')
  let turns = 0
  try {
    const last = await relayApdus(channel, first, {
      send: async (turn) => {
        turns += 1
        const next = turns > maxTurns ? undefined : await service.takeTurn(turn, language)
        if (next?.ok === true) return next.value
        throw lost
      },
      ...(ownStep && { ownStep }),
    })
    return last.state === 'done'
      ? ok(last.outcome)
      : refuse({ kind: 'stopped-by-service', said: last.refusal })
  } catch (fault) {
    if (fault === lost) return refuse({ kind: 'service-lost' })
    throw fault
  }
}
