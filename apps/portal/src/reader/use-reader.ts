import { useEffect, useRef, useState } from 'react'
import { askReader, pause, readerAddress, type ReaderState } from './signing-api.ts'

/** What keeps the page from the reader software or the card; the page goes on by itself when it is mended. */
export type ReaderWait = Exclude<ReaderState['kind'], 'ready'>

type AtReader<Step> = {
  readonly address: string
  readonly signal: AbortSignal
  /** Shows the step, unless the person has stopped meanwhile. */
  readonly show: (step: Step) => void
}

/** One act at a time between the page and the reader software: begun, shown, stopped, and given up with its page. */
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

/** Waits until the reader software is as it is needed; undefined when the person has stopped. */
export async function waitForReader<Fit extends ReaderState>(
  { address, signal }: Pick<AtReader<never>, 'address' | 'signal'>,
  isFit: (reader: ReaderState) => reader is Fit,
  tell: (wait: ReaderWait) => void,
): Promise<Fit | undefined> {
  while (!signal.aborted) {
    const reader = await askReader(address, signal)
    if (isFit(reader)) return reader
    if (reader.kind !== 'ready') tell(reader.kind)
    await pause(askAgainMilliseconds, signal)
  }
  return undefined
}

const askAgainMilliseconds = 1500
