import type { RelayTicketView } from '@sotevarmenne/api/card-relay'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { Result } from '@sotevarmenne/kernel/result'
import { pageLanguage } from '../texts/language.ts'
import { relayCard, type RelayRefusal } from './relay-api.ts'
import type { ReaderSoftwareState } from './signing-api.ts'
import { useReader, waitForReader, type ReaderWait } from './use-reader.ts'

export type RelayStep =
  | { readonly step: 'idle' | 'looking' | ReaderWait | 'at-reader' | 'service-unreachable' }
  | { readonly step: 'refused'; readonly refusal: RelayRefusal }
  | { readonly step: 'problem'; readonly problem: ProblemDetails }

/**
 * One operation of the service on the card in the reader: waits for the card reader software, requests a
 * ticket from the service, passes it on, and waits while the person acts on the card reader software's page,
 * which also shows the card.
 */
export function useCardRelay() {
  const { at, isTried, begin, cancel } = useReader<RelayStep>({ step: 'idle' })

  /** Undefined when the card reader software was not reached: nothing was done to a card then. */
  async function start(
    requestTicket: () => Promise<Result<RelayTicketView, ProblemDetails>>,
    holder?: string,
  ): Promise<Result<unknown, RelayRefusal> | undefined> {
    const { address, signal, show } = begin()
    show({ step: 'looking' })
    const reader = await waitForReader({ address, signal }, isRunning, (step) => {
      show({ step })
    })
    if (reader === undefined) return undefined
    try {
      // Requested only now: a ticket is valid for two minutes.
      const ticket = await requestTicket()
      if (!ticket.ok) {
        show({ step: 'problem', problem: ticket.refusal })
        return undefined
      }
      show({ step: 'at-reader' })
      const language = pageLanguage()
      const done = await relayCard(address, { ticket: ticket.value, holder, language }, signal)
      show(done.ok ? { step: 'idle' } : { step: 'refused', refusal: done.refusal })
      return done
    } catch {
      show({ step: 'service-unreachable' })
      return undefined
    }
  }

  return { at, isTried, start, cancel }
}

type Running = Extract<ReaderSoftwareState, { readonly kind: 'ready' | 'no-card' }>

const isRunning = (reader: ReaderSoftwareState): reader is Running =>
  reader.kind === 'ready' || reader.kind === 'no-card'
