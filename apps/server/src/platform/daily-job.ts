import { addDays, dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import type { JobHandler, PlanJob } from './outbox.ts'

/** A job at the beginning of each day, such as the erasure of what has passed its retention. */
export function dailyJob(
  { db, clock, planJob }: { readonly db: Db; readonly clock: Clock; readonly planJob: PlanJob },
  kind: string,
  run: () => Promise<unknown>,
): { readonly plan: () => Promise<void>; readonly handler: JobHandler } {
  const planIn = async (days: number): Promise<void> => {
    const date = addDays(dateInHelsinki(clock.now()), days)
    await db.write(async (tx) => {
      await planJob(tx, { kind, key: date, payload: {}, dueAt: startOfDay(date) })
      return ok(undefined)
    })
  }
  return {
    /** Plans today's run: at the start of the process. Each run plans that of the next day. */
    plan: () => planIn(0),
    handler: {
      kind,
      handle: async () => {
        // First, so that a run that fails for good does not end the series.
        await planIn(1)
        await run()
      },
    },
  }
}
