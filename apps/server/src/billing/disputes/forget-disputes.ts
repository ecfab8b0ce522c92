import { addDays, dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { eraseTexts, lockSettled } from '#billing/charges/index.ts'
import type { Dispute } from '#billing/charges/contract.ts'
import { aboutInvoice, findInvoice } from '#billing/invoices/index.ts'
import type { JobHandler } from '#platform/outbox.ts'
import { erasedFrom } from '#support/cases/index.ts'
import type { DisputeForgotten } from './contract.ts'
import type { DisputesDeps } from './deps.ts'

const kind = 'fees.forgetDisputes'

const pageSize = 100

/** Plans today's run: at the start of the process, and each run plans that of the next day. */
export const planForgetting =
  ({ db, clock, planJob }: Pick<DisputesDeps, 'db' | 'clock' | 'planJob'>) =>
  async (daysAhead = 0): Promise<void> => {
    const date = addDays(dateInHelsinki(clock.now()), daysAhead)
    await db.write(async (tx) => {
      await planJob(tx, { kind, key: date, payload: {}, dueAt: startOfDay(date) })
      return ok(undefined)
    })
  }

/** Erases each day what payers and operators wrote in disputes that ended long ago (R292), page by page. */
export const forgetting = (deps: DisputesDeps): JobHandler => ({
  kind,
  handle: async () => {
    // First, so that a run that fails for good does not end the series.
    await planForgetting(deps)(1)
    while ((await forgetSome(deps)) > 0);
  },
})

/** Returns how many were erased. */
async function forgetSome({ db, clock, record, systemPermit }: DisputesDeps): Promise<number> {
  const permit = systemPermit('fees.forgetDisputes')
  const page = await db.write(async (tx) => {
    const isOver = ({ settled }: Dispute) =>
      settled !== undefined && erasedFrom(settled.at) <= clock.now()
    const over = (await lockSettled(tx, pageSize)).filter(isOver)
    for (const { caseId, invoiceId } of over) {
      await eraseTexts(tx, caseId)
      const invoice = await findInvoice(tx, invoiceId)
      if (!invoice) throw new Error(`dispute ${caseId} has no invoice`)
      const forgotten: DisputeForgotten = {
        type: 'DisputeForgotten',
        ...{ caseId, ...aboutInvoice(invoice) },
      }
      await record(tx, forgotten, permit)
    }
    return ok(over.length)
  })
  if (!page.ok) throw new Error('unreachable: an erasure is never refused')
  return page.value
}
