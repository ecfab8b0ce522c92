import { second } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { addAnswers } from './store.ts'
import { beginningOfHour } from './view-overview.ts'

export type Load = {
  readonly db: Db
  readonly clock: Clock
  /** How many answers this status node has given since its start. */
  readonly answers: () => number
  readonly onFault: (fault: unknown) => void
  readonly everyMilliseconds?: number
}

/** Writes down how much a status node answers, twice a minute. What could not be written is added the next time. */
export function keepLoad({ db, clock, answers, onFault, everyMilliseconds = 30 * second }: Load): {
  readonly stop: () => Promise<void>
} {
  let written = 0
  let last: Promise<void> = Promise.resolve()

  const write = async (): Promise<void> => {
    const total = answers()
    if (total === written) return
    try {
      await db.write(
        async (tx) => {
          await addAnswers(tx, { from: beginningOfHour(clock.now()), answers: total - written })
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
