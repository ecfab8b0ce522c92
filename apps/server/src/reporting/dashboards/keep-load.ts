import { second } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Runtime } from '#platform/runtime.ts'
import { addResponses } from './store.ts'
import { beginningOfHour } from './view-overview.ts'

export type Load = Pick<Runtime, 'db' | 'clock'> & {
  /** How many OCSP responses this OCSP node has sent since its start. */
  readonly responses: () => number
  readonly onFault: (fault: unknown) => void
  readonly everyMilliseconds?: number
}

/**
 * Stores the load of an OCSP node, twice a minute. Counts that could not be stored are added the next time.
 */
export function keepLoad({
  db,
  clock,
  responses,
  onFault,
  everyMilliseconds = 30 * second,
}: Load): {
  readonly stop: () => Promise<void>
} {
  let written = 0
  let last: Promise<void> = Promise.resolve()

  const write = async (): Promise<void> => {
    const total = responses()
    if (total === written) return
    try {
      await db.write(
        async (tx) => {
          await addResponses(tx, { from: beginningOfHour(clock.now()), responses: total - written })
          return ok(undefined)
        },
        { isolation: 'read committed' },
      )
      written = total
    } catch (fault) {
      onFault(fault)
    }
  }
  const next = (): void => {
    last = last.then(write)
  }
  const timer = setInterval(next, everyMilliseconds)
  return {
    stop: () => {
      clearInterval(timer)
      next()
      return last
    },
  }
}
