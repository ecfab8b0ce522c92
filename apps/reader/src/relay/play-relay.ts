import type { RelayTurnView } from '@sotevarmenne/api/card-relay'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { version } from '@sotevarmenne/kernel/version'
import type { Language } from '@sotevarmenne/pages/languages'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { relayApdus, type OwnStep } from '@sotevarmenne/smartcard/relay-apdus'
import type { RelayedOperation } from '@sotevarmenne/smartcard/relay-forms'
import type { RelayService } from './service.ts'

/** The message of the service when it refuses, in its three languages. */
export type ServiceWord = Extract<RelayTurnView, { readonly state: 'refused' }>['refusal']

export type PlayRefusal =
  | { readonly kind: 'stopped-by-service'; readonly said: ServiceWord }
  /** The connection broke while the service communicated with the card. */
  | { readonly kind: 'service-lost' }
  /**
   * The service sent a command that is not allowed for what the person agreed to. It did not reach the card,
   * and the relay has ended.
   */
  | { readonly kind: 'command-refused'; readonly command: string }
  /** The service says that all is done, and the PINs typed here were not set. */
  | { readonly kind: 'own-step-missing' }

/**
 * Producing a spare card from an unfinished one takes 250, with RSA keys more. Far more means an endless
 * loop.
 */
const maxTurns = 1000

/** Plays the card's part of an open relay; returns the service's final message. It ends in every case. */
export async function playRelay(
  channel: CardChannel,
  first: RelayTurnView,
  {
    operation,
    service,
    language,
    ownSteps,
  }: {
    readonly operation: RelayedOperation
    readonly service: Pick<RelayService, 'takeTurn'>
    readonly language: Language
    /** The local steps with what was typed here. */
    readonly ownSteps: readonly OwnStep[]
  },
): Promise<Result<unknown, PlayRefusal>> {
  const lost = new Error('turn of a card relay failed')
  let turns = 0
  try {
    const last = await relayApdus(channel, first, {
      operation,
      ownSteps,
      program: `reader ${version}`,
      send: async (turn) => {
        turns += 1
        const next = turns > maxTurns ? undefined : await service.takeTurn(turn, language)
        if (next?.ok === true) return next.value
        throw lost
      },
    })
    switch (last.state) {
      case 'done':
        return ok(last.outcome)
      case 'refused':
        return refuse({ kind: 'stopped-by-service', said: last.refusal })
      case 'command-refused':
        return refuse({ kind: 'command-refused', command: last.command })
      case 'own-step-missing':
        return refuse({ kind: 'own-step-missing' })
    }
  } catch (fault) {
    if (fault === lost) return refuse({ kind: 'service-lost' })
    throw fault
  }
}
