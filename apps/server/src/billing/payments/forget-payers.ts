import { dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { dailyJob } from '#platform/daily-job.ts'
import { settingOn } from '#settings/index.ts'
import type { PayersForgotten } from './contract.ts'
import type { PaymentsDeps } from './deps.ts'
import { storedSince } from './domain/retention.ts'
import { erasePayers } from './store.ts'

const pageSize = 200

/** Erases each day the payers and reasons of payments whose retention has ended (R490), page by page. */
export const forgetting = (deps: PaymentsDeps) =>
  dailyJob(deps, 'payments.forget', async () => {
    while ((await forgetSome(deps)) === pageSize);
  })

/** Returns how many were erased. */
async function forgetSome({ db, clock, record, systemPermit }: PaymentsDeps): Promise<number> {
  const page = await db.write(async (tx) => {
    const today = dateInHelsinki(clock.now())
    const { value, version } = await settingOn(tx, 'payment-retention', today)
    const before = storedSince(today, value)
    const entries = await erasePayers(tx, { before, since: startOfDay(before), limit: pageSize })
    const forgotten: PayersForgotten = {
      ...{ type: 'PayersForgotten', entries, before },
      settings: { 'payment-retention': version },
    }
    if (entries > 0) await record(tx, forgotten, systemPermit('payments.forget'))
    return ok(entries)
  })
  if (!page.ok) throw new Error('unreachable: an erasure is never refused')
  return page.value
}
