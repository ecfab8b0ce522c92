import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { commonOcspHashes } from '@sotevarmenne/x509/ocsp'
import type { ResponseStore } from './response-store.ts'

export type SigningAhead = {
  readonly store: ResponseStore
  /** Undefined while there is no key, or while the known revocations are too old. */
  readonly asOf: () => Instant | undefined
  readonly now: () => Instant
  readonly signal: AbortSignal
}

/**
 * Goes once through all rows of the store and signs the responses that are due, a millisecond at a time.
 * While others need the processor it takes a fifth of it, so that requests hardly wait.
 */
export async function preSign({ store, asOf, now, signal }: SigningAhead): Promise<void> {
  let row = 0
  while (row < store.serials.size() && !signal.aborted) {
    const sliceEnd = performance.now() + sliceMilliseconds
    const at = now()
    for (let looked = 0; row < store.serials.size(); row += 1, looked += 1) {
      for (const hash of commonOcspHashes) {
        if (!store.isDue(row, hash, at)) continue
        const time = asOf()
        if (time === undefined) return
        const signing = store.sign(row, hash, time)
        if (signing !== undefined) await signing
        looked = maxLooked
      }
      // The clock is read after each signature, and after many rows with none.
      if (looked >= maxLooked) {
        looked = 0
        if (performance.now() >= sliceEnd) break
      }
    }
    const turnBegan = performance.now()
    await nextTurn()
    // Others had work in this turn: they get the next one too.
    if (performance.now() - turnBegan > idleTurnMilliseconds)
      await wait(4 * sliceMilliseconds, undefined, { signal }).catch(() => undefined)
  }
}

const sliceMilliseconds = 1
const idleTurnMilliseconds = 0.1
const maxLooked = 256
