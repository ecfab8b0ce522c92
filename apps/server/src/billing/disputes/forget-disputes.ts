import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { eraseTexts, lockSettled } from '#billing/charges/index.ts'
import type { Dispute } from '#billing/charges/contract.ts'
import { aboutInvoice, findInvoice } from '#billing/invoices/index.ts'
import { dailyJob } from '#platform/daily-job.ts'
import { settingOn } from '#settings/index.ts'
import { erasedFrom } from '#support/cases/index.ts'
import type { DisputeForgotten } from './contract.ts'
import type { DisputesDeps } from './deps.ts'

const pageSize = 100

/** Erases each day what payers and operators wrote in disputes that ended long ago (R292), page by page. */
export const forgetting = (deps: DisputesDeps) =>
  dailyJob(deps, 'fees.forgetDisputes', async () => {
    while ((await forgetSome(deps)) > 0);
  })

/** Returns how many were erased. */
async function forgetSome({ db, clock, record, systemPermit }: DisputesDeps): Promise<number> {
  const permit = systemPermit('fees.forgetDisputes')
  const page = await db.write(async (tx) => {
    const now = clock.now()
    const retention = await settingOn(tx, 'dispute-retention', dateInHelsinki(now))
    const isOver = ({ settled }: Dispute) =>
      settled !== undefined && erasedFrom(settled.at, retention.value) <= now
    const over = (await lockSettled(tx, pageSize)).filter(isOver)
    for (const { caseId, invoiceId } of over) {
      await eraseTexts(tx, caseId)
      const invoice = await findInvoice(tx, invoiceId)
      if (!invoice) throw new Error(`dispute ${caseId} has no invoice`)
      const forgotten: DisputeForgotten = {
        type: 'DisputeForgotten',
        ...{ caseId, ...aboutInvoice(invoice) },
        settings: { 'dispute-retention': retention.version },
      }
      await record(tx, forgotten, permit)
    }
    return ok(over.length)
  })
  if (!page.ok) throw new Error('unreachable: an erasure is never refused')
  return page.value
}
