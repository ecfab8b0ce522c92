import { setTimeout as wait } from 'node:timers/promises'
import type { EntryReceipt } from '@sotevarmenne/issuing/socket/messages'
import type { Result } from '@sotevarmenne/kernel/result'

export type ReceiptDeps = {
  readonly sendReceipts: (
    receipts: readonly EntryReceipt[],
  ) => Promise<Result<unknown, { readonly kind: string }>>
  /** Receives, once a minute at most, why receipts can't be sent. */
  readonly onFault: (fault: unknown) => void
}

export type ReceiptSender = {
  /** Called after the commit; returns at once. */
  readonly add: (receipts: readonly EntryReceipt[]) => void
  /** Sends what waits, for two seconds at most. */
  readonly stop: () => Promise<void>
}

/**
 * Tells the signer which entries were committed, in groups, a moment later. Nobody waits for it: an operation
 * does not fail because of it, and a transaction that was rolled back never gets here. While the signer does
 * not answer they wait in memory, and the oldest are dropped when there are too many.
 */
export function createReceiptSender({ sendReceipts, onFault }: ReceiptDeps): ReceiptSender {
  const waiting: EntryReceipt[] = []
  let sending: Promise<void> | undefined
  const stopping = new AbortController()
  let dropped = 0
  /** Without a success in between. */
  let failures = 0
  let reportedAt = 0

  const report = (detail: string): void => {
    if (performance.now() - reportedAt < reportEvery && reportedAt > 0) return
    reportedAt = performance.now()
    onFault(new Error(`receipts of audit entries are not sent: ${detail}; ${dropped} were dropped`))
  }

  const pauseFor = (milliseconds: number): Promise<unknown> =>
    wait(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined)

  const send = async (): Promise<void> => {
    while (waiting.length > 0) {
      await pauseFor(linger)
      const batch = waiting.splice(0, maxBatch)
      const sent = await sendReceipts(batch).catch((fault: unknown) => ({
        ok: false as const,
        refusal: { kind: String(fault) },
      }))
      if (sent.ok) {
        failures = 0
        continue
      }
      failures += 1
      waiting.unshift(...batch)
      dropped += waiting.splice(0, waiting.length - maxWaiting).length
      // A signer that was restarted closes the connection of before: the next try succeeds.
      if (failures >= reportFrom) report(sent.refusal.kind)
      if (stopping.signal.aborted) return
      await pauseFor(Math.min(maxPause, firstPause * 2 ** failures))
    }
  }

  const start = (): void => {
    sending ??= send().finally(() => {
      sending = undefined
      // What came just as it ended.
      if (waiting.length > 0 && !stopping.signal.aborted) start()
    })
  }

  return {
    add: (receipts) => {
      waiting.push(...receipts)
      start()
    },
    stop: async () => {
      stopping.abort()
      const sendOnce = async () => {
        await sending
        await send()
      }
      await Promise.race([sendOnce(), wait(stopWithin, undefined, { ref: false })])
      if (waiting.length > 0) report('the process ends')
    },
  }
}

/** Milliseconds in which a group gathers. */
const linger = 50
const firstPause = 50
const maxPause = 5000
const reportFrom = 3
const stopWithin = 2000
const reportEvery = 60_000
const maxBatch = 2000
const maxWaiting = 100_000
