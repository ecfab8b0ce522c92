import { randomUUID } from 'node:crypto'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { startInvoiceRun as contract } from '@sotevarmenne/api/fees'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { JobHandler } from '#platform/outbox.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { InvoiceId, InvoiceMade, InvoiceRunStarted, Month } from './contract.ts'
import { delivering } from './deliver-invoice.ts'
import type { FeesDeps } from './deps.ts'
import { buyerOf } from './buyer.ts'
import { invoiceOf } from './domain/invoice.ts'
import { judgeMonth, lastDayOf, type MonthRefusal } from './domain/month.ts'
import {
  countPayers,
  finishRun,
  hasInvoice,
  insertInvoice,
  insertRun,
  lockOpenCharges,
  payersBehind,
  takeNumber,
} from './store.ts'

export type StartRunRefusal =
  MonthRefusal | { readonly kind: 'month-begun-before' } | { readonly kind: 'no-seller' }

/** Begins to invoice what was done up to the end of a month that is over. The jobs go on with it. */
export const startRun =
  (deps: FeesDeps) =>
  (
    permit: Permit<'fees.invoiceMonth'>,
    input: InputOf<typeof contract>,
  ): Promise<Result<AnswerOf<typeof contract>, StartRunRefusal>> =>
    deps.db.write(async (tx): Promise<Result<AnswerOf<typeof contract>, StartRunRefusal>> => {
      if (!deps.seller) return refuse({ kind: 'no-seller' })
      const now = deps.clock.now()
      const judged = judgeMonth(input.month, dateInHelsinki(now))
      if (!judged.ok) return judged
      const month = judged.value
      const run = { month, startedAt: now, startedBy: personOf(permit) }
      if (!(await insertRun(tx, run))) return refuse({ kind: 'month-begun-before' })
      const event: InvoiceRunStarted = { type: 'InvoiceRunStarted', month }
      await deps.record(tx, event, permit)
      await deps.planJob(tx, { kind: runningKind, key: month, payload: { month } })
      const waiting = await countPayers(tx, lastDayOf(month))
      return ok({ month, startedAt: formatInstant(now), waiting })
    })

const runningKind = 'fees.runMonth'
const ofRun = z.object({ month: z.custom<Month>((value) => typeof value === 'string') })

/**
 * Makes the invoices of a month, an organisation a transaction, in the order of their ids: broken off, it goes on where
 * it stood, since an organisation has one invoice a month and a charge is on one invoice.
 */
export const runMonth = (deps: FeesDeps): JobHandler => ({
  kind: runningKind,
  handle: async ({ payload }) => {
    const { month } = ofRun.parse(payload)
    const until = lastDayOf(month)
    let after: string | undefined
    for (;;) {
      const page = await deps.db.read((tx) => payersBehind(tx, { until, after, limit: pageSize }))
      for (const organisationId of page) await invoiceOne(deps, { organisationId, month })
      after = page.at(-1)
      if (page.length < pageSize) break
    }
    await deps.db.write(async (tx) => {
      await finishRun(tx, month, deps.clock.now())
      return ok(undefined)
    })
  },
})

const pageSize = 200

async function invoiceOne(
  deps: FeesDeps,
  payer: { readonly organisationId: string; readonly month: Month },
): Promise<void> {
  const permit = deps.systemPermit('fees.makeInvoice')
  const { seller } = deps
  if (!seller) throw new Error('nobody invoices: SELLER_FILE is not told')
  await deps.db.write(async (tx) => {
    if (await hasInvoice(tx, payer)) return ok(undefined)
    const { organisationId, month } = payer
    const charges = await lockOpenCharges(tx, { organisationId, until: lastDayOf(month) })
    if (charges.length === 0) return ok(undefined)
    const invoice = invoiceOf(charges, {
      invoiceId: randomUUID() as string as InvoiceId,
      number: await takeNumber(tx),
      madeAt: deps.clock.now(),
      ...{ organisationId, month, seller },
      buyer: await buyerOf(deps, tx, organisationId),
    })
    if (invoice === undefined) throw new Error('open charges cost something')
    await insertInvoice(tx, invoice, charges)
    const { invoiceId, number } = invoice
    const event: InvoiceMade = {
      type: 'InvoiceMade',
      ...{ invoiceId, organisationId, number, month },
      grossCents: invoice.totals.grossCents,
    }
    await deps.record(tx, event, permit)
    await deps.planJob(tx, delivering(invoiceId))
    return ok(undefined)
  })
}
