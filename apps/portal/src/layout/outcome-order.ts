/**
 * In which order the outcomes of a page's operations were shown: a success is not left standing beside an error that
 * came after it.
 */
export function createOutcomeOrder() {
  let moment = 0
  let lastError = 0
  let lastSuccess = 0
  const listeners = new Set<() => void>()
  const changed = (): void => {
    for (const notify of listeners) notify()
  }
  return {
    noteError: (): void => {
      lastError = ++moment
      changed()
    },
    noteSuccess: (): void => {
      lastSuccess = ++moment
      changed()
    },
    now: (): number => moment,
    /** The moment of the last error, while no operation has succeeded since; otherwise 0. */
    standingError: (): number => (lastError > lastSuccess ? lastError : 0),
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const outcomeOrder = createOutcomeOrder()
