import { randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/fees'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { countPayers, lockOpenCharges, payersBehind, putOnInvoice } from '#billing/charges/index.ts'
import type { InvoiceId, SellerId } from '#billing/charges/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { JobHandler } from '#platform/outbox.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import { settingOn } from '#settings/index.ts'
import type { InvoiceCreated, InvoiceRunStarted, Month } from './contract.ts'
import { aboutInvoice, planDelivery } from './deliver-invoice.ts'
import type { InvoicesDeps } from './deps.ts'
import { buyerOf } from './buyer.ts'
import { sellerOf } from './seller.ts'
import { invoiceOf } from './domain/invoice.ts'
import { checkMonth, lastDayOf, type MonthRefusal } from './domain/month.ts'
import { hasInvoice, insertInvoice } from './store.ts'
import { finishRun, insertRun } from './stores/runs.ts'
import { takeNumber } from './stores/sellers.ts'
import { startRunProblems } from './problems.ts'

export type StartRunRefusal =
  MonthRefusal | { readonly kind: 'month-begun-before' } | { readonly kind: 'no-seller' }

/** Starts to invoice what was done up to the end of a month that is over. Jobs continue it. */
export const startRun = operation({
  contract: api.startInvoiceRun,
  problems: startRunProblems,
  handle:
    (deps: InvoicesDeps) =>
    (permit, { month }): Promise<Result<ResponseOf<typeof api.startInvoiceRun>, StartRunRefusal>> =>
      deps.db.write((tx) => startRunIn(deps, tx, permit, { sellerId: 'service', month })),
})

/** The same for any seller. */
export async function startRunIn(
  deps: InvoicesDeps,
  tx: Tx,
  permit: Permit,
  requested: { readonly sellerId: SellerId; readonly month: string },
): Promise<Result<ResponseOf<typeof api.startInvoiceRun>, StartRunRefusal>> {
  const { sellerId } = requested
  if (!(await sellerOf(deps, tx, sellerId))) return refuse({ kind: 'no-seller' })
  const now = deps.clock.now()
  const checked = checkMonth(requested.month, dateInHelsinki(now))
  if (!checked.ok) return checked
  const month = checked.value
  const run = { sellerId, month, startedAt: now, startedBy: personOf(permit) }
  if (!(await insertRun(tx, run))) return refuse({ kind: 'month-begun-before' })
  const event: InvoiceRunStarted = { type: 'InvoiceRunStarted', sellerId, month }
  await deps.record(tx, event, permit)
  await deps.planJob(tx, {
    kind: runningKind,
    key: sellerId === 'service' ? month : `${month} ${sellerId}`,
    payload: { sellerId, month },
  })
  const waiting = await countPayers(tx, { sellerId, until: lastDayOf(month) })
  return ok({ month, startedAt: formatInstant(now), waiting })
}

const runningKind = 'fees.runMonth'
const ofRun = z.object({
  // Absent from jobs planned before registration point operators invoiced.
  sellerId: z.custom<SellerId>((value) => typeof value === 'string').default('service'),
  month: z.custom<Month>((value) => typeof value === 'string'),
})

/**
 * Creates the invoices of a month, one transaction for each organisation, in the order of their ids. After an
 * interruption it resumes: an organisation has one invoice a month of a seller and a charge is on one
 * invoice.
 */
export const runMonth = (deps: InvoicesDeps): JobHandler => ({
  kind: runningKind,
  handle: async ({ payload }) => {
    const run = ofRun.parse(payload)
    const owed = { sellerId: run.sellerId, until: lastDayOf(run.month) }
    let after: string | undefined
    for (;;) {
      const page = await deps.db.read((tx) => payersBehind(tx, { ...owed, after, limit: pageSize }))
      for (const organisationId of page) await invoiceOne(deps, { ...run, organisationId })
      after = page.at(-1)
      if (page.length < pageSize) break
    }
    await deps.db.write(async (tx) => {
      await finishRun(tx, run, deps.clock.now())
      return ok(undefined)
    })
  },
})

const pageSize = 200

async function invoiceOne(
  deps: InvoicesDeps,
  payer: {
    readonly sellerId: SellerId
    readonly organisationId: string
    readonly month: Month
  },
): Promise<void> {
  const permit = deps.systemPermit('fees.makeInvoice')
  await deps.db.write(async (tx) => {
    if (await hasInvoice(tx, payer)) return ok(undefined)
    const { sellerId, organisationId, month } = payer
    const seller = await sellerOf(deps, tx, sellerId)
    if (!seller) throw new Error(`seller ${sellerId} has no seller data: it can’t invoice`)
    const owed = { sellerId, organisationId, until: lastDayOf(month) }
    const charges = await lockOpenCharges(tx, owed)
    if (charges.length === 0) return ok(undefined)
    const createdAt = deps.clock.now()
    const term = await settingOn(tx, 'payment-term', dateInHelsinki(createdAt))
    const invoice = invoiceOf(charges, {
      invoiceId: randomUUID() as string as InvoiceId,
      number: await takeNumber(tx, sellerId),
      ...{ createdAt, paymentDays: term.value },
      items: await deps.charges.chargedItems(tx, charges),
      names: await deps.charges.serviceNames(tx),
      ...{ sellerId, organisationId, month, seller },
      buyer: await buyerOf(deps, tx, organisationId),
    })
    if (invoice === undefined) throw new Error('unreachable: open charges are not free')
    await insertInvoice(tx, invoice)
    await putOnInvoice(tx, charges, invoice.invoiceId)
    const event: InvoiceCreated = {
      type: 'InvoiceCreated',
      ...{ ...aboutInvoice(invoice), month },
      grossCents: invoice.totals.grossCents,
      settings: { 'payment-term': term.version },
    }
    await deps.record(tx, event, permit)
    await planDelivery(deps, tx, invoice)
    return ok(undefined)
  })
}
