import { day, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { dailyJob } from '#platform/daily-job.ts'
import { settingOn } from '#settings/index.ts'
import type { ScimDeps } from './deps.ts'
import { forgetBefore } from './store.ts'

/** Each day deleted users and old failures are erased, when the prepared orders of the day are (R518). */
export const forgetting = (deps: ScimDeps) =>
  dailyJob(deps, 'scim.forget', () =>
    deps.db.write(async (tx) => {
      const now = deps.clock.now()
      const retention = await settingOn(tx, 'prepared-order-retention', dateInHelsinki(now))
      await forgetBefore(tx, plus(now, -retention.value * day))
      return ok(undefined)
    }),
  )
