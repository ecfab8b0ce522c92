import { second } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Endpoint } from '#platform/endpoint.ts'
import { addRefusals } from './store.ts'

/** The operations for which the office wants to see why people do not get their cards. */
const countedOperations: ReadonlySet<string> = new Set([
  'orders.draftOrder',
  'orders.placeOrder',
  'orders.draftRenewal',
  'orders.renewCard',
  'cards.handOverCard',
  'spareCards.produceSpareCard',
  'spareCards.handOverSpareCard',
])

/**
 * Counts why these operations were refused, and stores the counts twice a minute: a refusal leaves no other
 * trace. Counts that could not be stored are added the next time.
 */
export function countRefusals({
  db,
  clock,
  onFault,
  everyMilliseconds = 30 * second,
}: {
  readonly db: Db
  readonly clock: Clock
  readonly onFault: (fault: unknown) => void
  readonly everyMilliseconds?: number
}): {
  readonly counted: (endpoint: Endpoint) => Endpoint
  readonly stop: () => Promise<void>
} {
  let counts = new Map<
    string,
    { day: LocalDate; operation: string; reason: string; count: number }
  >()
  let last: Promise<void> = Promise.resolve()

  const note = (
    operation: string,
    reason: string,
    times = 1,
    day = dateInHelsinki(clock.now()),
  ) => {
    const key = `${day} ${operation} ${reason}`
    const known = counts.get(key)
    if (known) known.count += times
    else counts.set(key, { day, operation, reason, count: times })
  }
  const write = async (): Promise<void> => {
    const noted = [...counts.values()]
    if (noted.length === 0) return
    counts = new Map()
    try {
      await db.write(
        async (tx) => {
          await addRefusals(tx, noted)
          return ok(undefined)
        },
        { isolation: 'read committed' },
      )
    } catch (fault) {
      for (const { operation, reason, count, day } of noted) note(operation, reason, count, day)
      onFault(fault)
    }
  }
  const next = (): void => {
    last = last.then(write)
  }
  const timer = setInterval(next, everyMilliseconds)
  return {
    counted: (endpoint) =>
      countedOperations.has(endpoint.contract.permission.name)
        ? {
            ...endpoint,
            action: async (...requested) => {
              const result = await endpoint.action(...requested)
              if (!result.ok) note(endpoint.contract.permission.name, result.refusal.kind)
              return result
            },
          }
        : endpoint,
    stop: () => {
      clearInterval(timer)
      next()
      return last
    },
  }
}
