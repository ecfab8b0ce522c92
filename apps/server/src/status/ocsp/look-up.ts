/**
 * Looks questions up together: while one look-up is under way, the next questions gather for the one behind it. So the
 * database has one to answer at a time, however many invented serial numbers come.
 */
export function gatherLookUps(
  lookUpAll: (serials: readonly Uint8Array[]) => Promise<void>,
  onFault: (fault: unknown) => void,
): LookUp {
  let gathered: Gathered | undefined
  let last: Promise<unknown> = Promise.resolve()

  const gather = (): Gathered => {
    const serials: Uint8Array[] = []
    const looked = last.then(async () => {
      gathered = undefined
      try {
        await lookUpAll(serials)
        return true
      } catch (fault) {
        onFault(fault)
        return false
      }
    })
    last = looked
    return { serials, looked }
  }

  return (serial) => {
    gathered ??= gather()
    if (gathered.serials.length >= mostAtOnce) return Promise.resolve(false)
    gathered.serials.push(serial)
    return gathered.looked
  }
}

/** Answers whether it was looked up: not while too many wait, or when the database is out of reach. */
export type LookUp = (serial: Uint8Array) => Promise<boolean>

type Gathered = { readonly serials: Uint8Array[]; readonly looked: Promise<boolean> }

const mostAtOnce = 500
