import type { Session } from '@sotevarmenne/api/access'
import { createContext, use, useEffect, useState } from 'react'
import { lockSession } from '../api/session.ts'
import { askPresence, pause, readerAddress } from '../reader/signing-api.ts'

/** How long the reader software is to watch before it answers that the card is still in. */
const watchSeconds = 15
const askAgainMilliseconds = 1500
/** So often in a row a reader software that was there may fail to answer: it may be updating itself. */
const silencesAllowed = 3

/**
 * Locks the desk when its registrar's card is no longer in the reader, or when the reader software, which was there, does
 * not answer any more (R108). Answers how a page has the reader lent to another card.
 */
export function useDeskLock({ certificateSerial: serial, csrfToken: ofSession }: Session) {
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
    const card = await askPresence(address, { serial, seconds: isSeen ? watchSeconds : 0 }, signal)
    if (isOver()) return
    silences = card === 'no-answer' ? silences + 1 : 0
    if (card === 'out' || (isSeen && silences > silencesAllowed)) {
      await lockSession()
      return
    }
    const isFirst = card === 'in' && !isSeen
    isSeen ||= card === 'in'
    if (!isFirst && card !== 'in') await pause(askAgainMilliseconds, signal)
  }
}

export const LendReader = createContext<ReturnType<typeof useDeskLock> | undefined>(undefined)

/** While the page is open its one reader may hold another card: a spare card is made, or comes back. */
export function useLentReader(): void {
  const setLent = use(LendReader)
  useEffect(() => {
    setLent?.((lent) => lent + 1)
    return () => setLent?.((lent) => lent - 1)
  }, [setLent])
}
