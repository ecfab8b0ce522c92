import type { RelayTurn } from '@sotevarmenne/api/card-relay'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Language } from '@sotevarmenne/pages/languages'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { playTurns } from '@sotevarmenne/smartcard/play-turns'
import type { RelayService } from './service.ts'

/** What the service says when it goes no further, in its three languages. */
export type ServiceWord = Extract<RelayTurn, { readonly state: 'refused' }>['refusal']

export type PlayRefusal =
  | { readonly kind: 'stopped-by-service'; readonly said: ServiceWord }
  /** The connection broke while the service spoke to the card. */
  | { readonly kind: 'service-lost' }

/** Making a spare card of one that was broken off takes 250, of RSA keys more. A service that says far more never ends. */
const mostTurns = 1000

/** Plays the card's part of a relay that is open; answers what the service says at its end. It ends, whatever comes. */
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
    /** What is done here with what was typed here; whether it was done. */
    readonly ownStep?: (channel: CardChannel) => Promise<boolean>
  },
): Promise<Result<unknown, PlayRefusal>> {
  const lost = new Error('a turn of a card relay did not get through')
  let turns = 0
  try {
    const last = await playTurns(channel, first, {
      send: async (turn) => {
        turns += 1
        const next = turns > mostTurns ? undefined : await service.takeTurn(turn, language)
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
