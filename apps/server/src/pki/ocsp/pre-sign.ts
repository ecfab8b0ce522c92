import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { commonOcspHashes } from '@sotevarmenne/x509/ocsp'
import type { ResponseStore } from './response-store.ts'

export type SigningAhead = {
  readonly store: Pick<ResponseStore, 'isDue' | 'sign'> & {
    readonly serials: Pick<ResponseStore['serials'], 'size'>
  }
  /** Undefined while there is no key, or while the known revocations are too old. */
  readonly asOf: () => Instant | undefined
  readonly now: () => Instant
  readonly signal: AbortSignal
  readonly processor?: Processor
}

/** How this process shares the processor. Times in milliseconds. */
export type Processor = {
  readonly time: () => number
  /** Lets others have a turn. */
  readonly nextTurn: () => Promise<unknown>
  /** Ends early, without a fault, when it is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
}

/**
 * Goes once through all rows of the store and signs the responses that are due, a millisecond at a time.
 * While others need the processor it takes a fifth of it, so that requests hardly wait.
 */
export async function preSign({
  store,
  asOf,
  now,
  signal,
  processor = thisProcess,
}: SigningAhead): Promise<void> {
  let row = 0
  while (row < store.serials.size() && !signal.aborted) {
    const sliceEnd = processor.time() + sliceMilliseconds
    const at = now()
    for (let looked = 0; row < store.serials.size();) {
      for (const hash of commonOcspHashes) {
        if (!store.isDue(row, hash, at)) continue
        const time = asOf()
        if (time === undefined) return
        await store.sign(row, hash, time)
        looked = maxLooked
      }
      row += 1
      looked += 1
      // The clock is read after each signature, and after many rows with none.
      if (looked < maxLooked) continue
      if (processor.time() >= sliceEnd) break
      looked = 0
    }
    const turnBegan = processor.time()
    await processor.nextTurn()
    // Others had work in this turn: they get the next one too.
    if (processor.time() - turnBegan > idleTurnMilliseconds)
      await processor.pause(pauseMilliseconds, signal)
  }
}

const sliceMilliseconds = 1
/** Four times a slice: signing has a fifth of the time. */
const pauseMilliseconds = 4 * sliceMilliseconds
const idleTurnMilliseconds = 0.1
const maxLooked = 256

const thisProcess: Processor = {
  time: () => performance.now(),
  nextTurn: () => nextTurn(),
  pause: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined),
}
