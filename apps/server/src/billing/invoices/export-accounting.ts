import * as api from '@sotevarmenne/api/fees'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SellerId } from '#billing/charges/contract.ts'
import type { Db } from '#platform/db.ts'
import { streamOperation } from '#platform/operation.ts'
import type { Invoice, Month } from './contract.ts'
import type { InvoicesDeps } from './deps.ts'
import { linesWithVat } from './domain/invoice.ts'
import { readMonth } from './domain/month.ts'
import { invoicesOfMonth } from './store.ts'
import { exportAccountingProblems } from './problems.ts'

export type MonthMalformed = { readonly kind: 'not-a-month' }

/**
 * Every line of the month's invoices and credit notes, in the order of their numbers: CSV as in RFC 4180,
 * amounts in whole cents. Read a page at a time, so that its length is not limited.
 */
export const exportAccounting = streamOperation({
  contract: api.exportAccounting,
  problems: exportAccountingProblems,
  handle:
    ({ db }: Pick<InvoicesDeps, 'db'>) =>
    (_permit, { month }): Promise<Result<AsyncIterable<string>, MonthMalformed>> =>
      Promise.resolve(accountingOf(db, { sellerId: 'service', month })),
})

/** The same for any seller. */
export function accountingOf(
  db: Db,
  requested: { readonly sellerId: SellerId; readonly month: string },
): Result<AsyncIterable<string>, MonthMalformed> {
  const month = readMonth(requested.month)
  return month === undefined
    ? refuse({ kind: 'not-a-month' })
    : ok(linesOf(db, { sellerId: requested.sellerId, month }))
}

async function* linesOf(db: Db, of: OfMonth): AsyncIterable<string> {
  yield csvLine(heads)
  for await (const page of pagesOfMonth(db, of)) yield page.flatMap(linesOfInvoice).join('')
}

type OfMonth = { readonly sellerId: SellerId; readonly month: Month }

/** Invoices and credit notes of the month in the order of their numbers, read a page at a time. */
export async function* pagesOfMonth(db: Db, of: OfMonth): AsyncIterable<readonly Invoice[]> {
  let after = 0
  for (;;) {
    const page = await db.read((tx) => invoicesOfMonth(tx, { ...of, after, limit: pageSize }))
    yield page
    after = page.at(-1)?.number ?? after
    if (page.length < pageSize) return
  }
}

const pageSize = 200

const heads = [
  'number',
  'kind',
  'created_on',
  'due_on',
  'customer_number',
  'business_id',
  'organisation',
  'product',
  'unit',
  'agreement',
  'count',
  'unit_cents',
  'net_cents',
  'vat_permille',
  'vat_cents',
  'paid_on',
  'cost_centre',
  'reference',
]

const linesOfInvoice = (invoice: Invoice): readonly string[] =>
  linesWithVat(invoice.lines).map((line) =>
    csvLine([
      String(invoice.number),
      invoice.kind,
      invoice.createdOn,
      invoice.kind === 'invoice' ? invoice.dueOn : '',
      invoice.buyer.customerNumber,
      invoice.buyer.businessId,
      invoice.buyer.name,
      line.product,
      line.unit?.oid ?? '',
      line.cardAgreementId ?? '',
      String(line.count),
      String(line.unitCents),
      String(line.netCents),
      String(line.vatPermille),
      String(line.vatCents),
      invoice.paidOn ?? '',
      line.costCentre ?? '',
      line.invoiceReference ?? '',
    ]),
  )
