import { createBatcher } from '@sotevarmenne/runtime/batch'

/**
 * Batches look-ups: those that arrive while one query is under way share the next one. The database thus has
 * one query to handle at a time, however many invented serial numbers come.
 */
export function batchLookUps(
  lookUpAll: (serials: readonly Uint8Array[]) => Promise<void>,
  onFault: (fault: unknown) => void,
): LookUp {
  const lookUp = createBatcher<Uint8Array, boolean>(
    async (serials) => {
      try {
        await lookUpAll(serials)
        return serials.map(() => true)
      } catch (fault) {
        onFault(fault)
        return serials.map(() => false)
      }
    },
    { maxBatchSize: maxWaiting },
  )
  let waiting = 0
  return async (serial) => {
    if (waiting >= maxWaiting) return false
    waiting += 1
    const isLookedUp = await lookUp(serial)
    waiting -= 1
    return isLookedUp
  }
}

/** Returns whether it was looked up: not while too many wait, or when the database is unreachable. */
export type LookUp = (serial: Uint8Array) => Promise<boolean>

const maxWaiting = 500
