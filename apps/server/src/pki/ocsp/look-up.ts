import { gather } from '@sotevarmenne/runtime/batch'

/**
 * Looks questions up together, those that come while one look-up is under way in the next one: the database has one to
 * answer at a time, however many invented serial numbers come.
 */
export function gatherLookUps(
  lookUpAll: (serials: readonly Uint8Array[]) => Promise<void>,
  onFault: (fault: unknown) => void,
): LookUp {
  const lookUp = gather<Uint8Array, boolean>(
    async (serials) => {
      try {
        await lookUpAll(serials)
        return serials.map(() => true)
      } catch (fault) {
        onFault(fault)
        return serials.map(() => false)
      }
    },
    { most: mostWaiting },
  )
  let waiting = 0
  return async (serial) => {
    if (waiting >= mostWaiting) return false
    waiting += 1
    const isLookedUp = await lookUp(serial)
    waiting -= 1
    return isLookedUp
  }
}

/** Answers whether it was looked up: not while too many wait, or when the database is out of reach. */
export type LookUp = (serial: Uint8Array) => Promise<boolean>

const mostWaiting = 500
