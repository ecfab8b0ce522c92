import type { RelayTicket } from '@sotevarmenne/api/card-relay'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { Result } from '@sotevarmenne/kernel/result'
import i18next from 'i18next'
import { useEffect, useRef, useState } from 'react'
import { relayCard, type RelayRefusal } from './relay-api.ts'
import { pause, readerAddress, askReader } from './signing-api.ts'

export type RelayStep =
  | {
      readonly step:
        'idle' | 'looking' | 'not-running' | 'browser-refuses' | 'at-reader' | 'service-unreachable'
    }
  | { readonly step: 'refused'; readonly refusal: RelayRefusal }
  | { readonly step: 'problem'; readonly problem: ProblemDetails }

/**
 * One thing that the service does to the card in the reader: waits for the reader software, asks the service for a ticket,
 * hands it over, and waits while the person acts on the reader software's page. Which card lies there is seen there too.
 */
export function useCardRelay() {
  const [at, setAt] = useState<RelayStep>({ step: 'idle' })
  const [isTried, setIsTried] = useState(false)
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  /** Undefined when the reader software was not reached: nothing was done to a card then. */
  async function start(
    askTicket: () => Promise<Result<RelayTicket, ProblemDetails>>,
  ): Promise<Result<unknown, RelayRefusal> | undefined> {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    const { signal } = controller
    const show = (step: RelayStep): void => {
      if (!signal.aborted) setAt(step)
    }

    setIsTried(true)
    show({ step: 'looking' })
    const address = readerAddress(document)
    await waitForReader(address, show, signal)
    if (signal.aborted) return undefined
    try {
      // Asked only now: a ticket lives for two minutes.
      const ticket = await askTicket()
      if (!ticket.ok) {
        show({ step: 'problem', problem: ticket.refusal })
        return undefined
      }
      show({ step: 'at-reader' })
      const { language } = i18next
      const done = await relayCard(address, { ticket: ticket.value, language }, signal)
      show(done.ok ? { step: 'idle' } : { step: 'refused', refusal: done.refusal })
      return done
    } catch {
      show({ step: 'service-unreachable' })
      return undefined
    }
  }

  function cancel(): void {
    running.current?.abort()
    setAt({ step: 'idle' })
  }

  return { at, isTried, start, cancel }
}

const askAgainMilliseconds = 1500

async function waitForReader(
  address: string,
  show: (step: RelayStep) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const reader = await askReader(address, signal)
    if (reader.kind === 'ready' || reader.kind === 'no-card') return
    show({ step: reader.kind })
    await pause(askAgainMilliseconds, signal)
  }
}
