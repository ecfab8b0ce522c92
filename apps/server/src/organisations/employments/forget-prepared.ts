import { day, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { JobHandler } from '#platform/outbox.ts'
import type { PreparedLapsed } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { forgetSettled, lapse } from './store.ts'

const kind = 'employments.forget'

/** Long enough for the organisation to see the outcome. */
const storedSettled = 90 * day

/** Schedules today's round: at the start of the process; each round schedules the next day's. */
export const planForgetting =
  ({ db, clock, planJob }: Pick<EmploymentsDeps, 'db' | 'clock' | 'planJob'>) =>
  async (daysAhead = 0): Promise<void> => {
    const date = addDays(dateInHelsinki(clock.now()), daysAhead)
    await db.write(async (tx) => {
      await planJob(tx, { kind, key: date, payload: {}, dueAt: startOfDay(date) })
      return ok(undefined)
    })
  }

/** Each day unused prepared orders lapse, and those settled long ago are erased (R218). */
export const forgetting = (deps: EmploymentsDeps): JobHandler => ({
  kind,
  handle: async () => {
    // First, so that a round that fails for good does not stop all later ones.
    await planForgetting(deps)(1)
    await deps.db.write(async (tx) => {
      const now = deps.clock.now()
      const count = await lapse(tx, { now })
      await forgetSettled(tx, plus(now, -storedSettled))
      const event: PreparedLapsed = { type: 'PreparedLapsed', count }
      if (count > 0) await deps.record(tx, event, deps.systemPermit('employments.forget'))
      return ok(undefined)
    })
  },
})
