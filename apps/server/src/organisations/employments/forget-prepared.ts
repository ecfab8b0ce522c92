import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { dailyJob } from '#platform/daily-job.ts'
import type { PreparedLapsed } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { forgetSettled, lapse } from './store.ts'

/** Long enough for the organisation to see the outcome. */
const storedSettled = 90 * day

/** Each day unused prepared orders lapse, and those settled long ago are erased (R218). */
export const forgetting = (deps: EmploymentsDeps) =>
  dailyJob(deps, 'employments.forget', () =>
    deps.db.write(async (tx) => {
      const now = deps.clock.now()
      const count = await lapse(tx, { now })
      await forgetSettled(tx, plus(now, -storedSettled))
      const event: PreparedLapsed = { type: 'PreparedLapsed', count }
      if (count > 0) await deps.record(tx, event, deps.systemPermit('employments.forget'))
      return ok(undefined)
    }),
  )
