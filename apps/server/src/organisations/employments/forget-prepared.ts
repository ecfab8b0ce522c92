import { day, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { dailyJob } from '#platform/daily-job.ts'
import { settingOn } from '#settings/index.ts'
import type { PreparedLapsed } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { eraseUnattached } from './certificate-store.ts'
import { forgetEnds } from './ends/store.ts'
import { forgetSettled, lapse } from './store.ts'

/** Each day unused prepared orders lapse; those and reported ends that were settled long ago are erased (R218). */
export const forgetting = (deps: EmploymentsDeps) =>
  dailyJob(deps, 'employments.forget', () =>
    deps.db.write(async (tx) => {
      const now = deps.clock.now()
      const count = await lapse(tx, { now })
      const retention = await settingOn(tx, 'prepared-order-retention', dateInHelsinki(now))
      await forgetSettled(tx, plus(now, -retention.value * day))
      await forgetEnds(tx, plus(now, -retention.value * day))
      await eraseUnattached(tx, plus(now, -day))
      const event: PreparedLapsed = { type: 'PreparedLapsed', count }
      if (count > 0) await deps.record(tx, event, deps.systemPermit('employments.forget'))
      return ok(undefined)
    }),
  )
