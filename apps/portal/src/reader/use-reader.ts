import { useEffect, useRef, useState } from 'react'
import { requestReader, pause, readerAddress, type ReaderSoftwareState } from './signing-api.ts'

/**
 * What prevents the use of the card reader software or the card; the page continues by itself once it is
 * solved.
 */
export type ReaderWait = Exclude<ReaderSoftwareState['kind'], 'ready'>

type AtReader<Step> = {
  readonly address: string
  readonly signal: AbortSignal
  /** Shows the step, unless the person has stopped in the meantime. */
  readonly show: (step: Step) => void
}

/**
 * One operation at a time between the page and the card reader software: started, shown, stopped, aborted
 * with its page.
 */
export function useReader<Step extends { readonly step: string }>(idle: Step) {
  const [at, setAt] = useState(idle)
  const [isTried, setIsTried] = useState(false)
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  return {
    at,
    isTried,
    begin: (): AtReader<Step> => {
      running.current?.abort()
      const { signal } = (running.current = new AbortController())
      setIsTried(true)
      return {
        address: readerAddress(document),
        signal,
        show: (step) => {
          if (!signal.aborted) setAt(step)
        },
      }
    },
    cancel: (): void => {
      running.current?.abort()
      setAt(idle)
    },
  }
}

/** Waits until the card reader software is in the required state; undefined when the person has stopped. */
export async function waitForReader<Fit extends ReaderSoftwareState>(
  { address, signal }: Pick<AtReader<never>, 'address' | 'signal'>,
  isFit: (reader: ReaderSoftwareState) => reader is Fit,
  notify: (wait: ReaderWait) => void,
): Promise<Fit | undefined> {
  while (!signal.aborted) {
    const reader = await requestReader(address, signal)
    if (isFit(reader)) return reader
    if (reader.kind !== 'ready') notify(reader.kind)
    await pause(queryAgainMilliseconds, signal)
  }
  return undefined
}

const queryAgainMilliseconds = 1500
