import type { SessionView } from '@sotevarmenne/api/authentication'
import { createContext, use, useEffect, useState } from 'react'
import { lockSession } from '../api/session.ts'
import { requestPresence, pause, readerAddress } from '../reader/signing-api.ts'

/** How long the card reader software is to watch before it reports that the card is still in. */
const watchSeconds = 15
const queryAgainMilliseconds = 1500
/** How often in a row card reader software that was there may fail to respond: it may be updating itself. */
const silencesAllowed = 3

/**
 * Locks the desk when its registrar's card is no longer in the reader, or when the card reader software stops
 * responding (R108). Returns how a page has the reader lent to another card.
 */
export function useDeskLock({ certificateSerial: serial, csrfToken: ofSession }: SessionView) {
  const [lent, setLent] = useState(0)
  const isLent = lent > 0
  useEffect(() => {
    if (serial === undefined || isLent) return undefined
    const watch = new AbortController()
    void watchCard(serial, watch.signal)
    return () => {
      watch.abort()
    }
  }, [serial, ofSession, isLent])
  return setLent
}

async function watchCard(serial: string, signal: AbortSignal): Promise<void> {
  const address = readerAddress(document)
  let isSeen = false
  let silences = 0
  const isOver = (): boolean => signal.aborted
  while (!isOver()) {
    const card = await requestPresence(
      address,
      { serial, seconds: isSeen ? watchSeconds : 0 },
      signal,
    )
    if (isOver()) return
    silences = card === 'no-response' ? silences + 1 : 0
    if (card === 'out' || (isSeen && silences > silencesAllowed)) {
      await lockSession()
      return
    }
    const isFirst = card === 'in' && !isSeen
    isSeen ||= card === 'in'
    if (!isFirst && card !== 'in') await pause(queryAgainMilliseconds, signal)
  }
}

export const LendReader = createContext<ReturnType<typeof useDeskLock> | undefined>(undefined)

/** While the page is open, its one reader may hold another card: a spare card is produced or returned. */
export function useLentReader(): void {
  const setLent = use(LendReader)
  useEffect(() => {
    setLent?.((lent) => lent + 1)
    return () => setLent?.((lent) => lent - 1)
  }, [setLent])
}
