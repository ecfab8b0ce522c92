import { second } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Endpoint } from '#platform/endpoint.ts'
import { addRefusals } from './store.ts'

/** Where the office looks for what keeps people from their cards. */
const countedDeeds: ReadonlySet<string> = new Set([
  'orders.draftOrder',
  'orders.placeOrder',
  'orders.renewCard',
  'cards.handOverCard',
  'spareCards.makeSpareCard',
  'spareCards.handOverSpareCard',
])

/**
 * Counts why these deeds were refused, and writes it down twice a minute: a refusal leaves no other trace. What could not be
 * written is added the next time.
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
  let counts = new Map<string, { day: LocalDate; deed: string; reason: string; count: number }>()
  let last: Promise<void> = Promise.resolve()

  const note = (deed: string, reason: string, times = 1, day = dateInHelsinki(clock.now())) => {
    const key = `${day} ${deed} ${reason}`
    const known = counts.get(key)
    if (known) known.count += times
    else counts.set(key, { day, deed, reason, count: times })
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
      for (const { deed, reason, count, day } of noted) note(deed, reason, count, day)
      onFault(fault)
    }
  }
  const next = (): void => {
    last = last.then(write)
  }
  const timer = setInterval(next, everyMilliseconds)
  return {
    counted: (endpoint) =>
      countedDeeds.has(endpoint.deed)
        ? {
            ...endpoint,
            act: async (...asked) => {
              const result = await endpoint.act(...asked)
              if (!result.ok) note(endpoint.deed, result.refusal.kind)
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
