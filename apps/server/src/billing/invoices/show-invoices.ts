import { allowed } from '@sotevarmenne/kernel/lifecycle'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import type {
  InvoiceView,
  InvoiceRowView,
  InvoiceFilter,
  InvoiceFormat,
  InvoiceSearch,
} from '@sotevarmenne/api/fees'
import { creditorReferenceOf } from '@sotevarmenne/identifiers/payment-reference'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Dispute, DisputeTexts } from '#billing/charges/contract.ts'
import type { ChargesOnDocument, Looked } from '#billing/charges/index.ts'
import { toBase64 } from '#platform/base64.ts'
import type { Tx } from '#platform/db.ts'
import { daysOf, pageOf, type PlaceInTime } from '#platform/paging.ts'
import { settingOn } from '#settings/index.ts'
import { erasedFrom } from '#support/cases/index.ts'
import { finvoiceOf } from './adapters/finvoice.ts'
import type { Billing, Invoice } from './contract.ts'
import type { InvoicesDeps } from './deps.ts'
import { isLeft, isOverdue, openCentsOf, payableUntil, whatMayBeDone } from './domain/invoice.ts'
import { soughtBy } from './search-invoices.ts'
import { creditsOf, invoicesPage } from './store.ts'
import { paymentsOf } from './stores/payments.ts'

type Requested = Looked & {
  readonly behind: PlaceInTime | undefined
  readonly limit: number
}

/** A page of invoices and credit notes, the newest first. */
export async function invoicesShown(
  deps: Pick<InvoicesDeps, 'clock' | 'organisationsSought' | 'seller'>,
  tx: Tx,
  {
    limit,
    search,
    from,
    to,
    ...requested
  }: Requested &
    InvoiceSearch & {
      readonly filter: InvoiceFilter
    },
  /** Whom a search by name looks for: the other party of the list. */
  other: 'payer' | 'seller' = 'payer',
): Promise<ResponseOf<typeof contracts.listInvoices>> {
  const sought = search === undefined ? undefined : await soughtBy(deps, tx, search, other)
  const days = daysOf({ from, to })
  const found = await invoicesPage(tx, { ...requested, sought, days, limit: limit + 1 })
  const { page, nextCursor } = pageOf(found, {
    limit,
    placeOf: ({ createdAt, invoiceId }) => ({ at: createdAt, id: invoiceId }),
  })
  const today = dateInHelsinki(deps.clock.now())
  return {
    invoices: page.map((invoice) => showRow(invoice, today)),
    ...(nextCursor !== undefined && { nextCursor }),
  }
}

/** Where the charges of an invoice, or those that a credit note takes back, are found. */
export const chargesOnDocument = (invoice: Invoice): ChargesOnDocument =>
  invoice.kind === 'invoice'
    ? { invoiceId: invoice.invoiceId }
    : { invoiceId: invoice.credits.invoiceId, creditNoteId: invoice.invoiceId }

export type DocumentOf = ResponseOf<typeof contracts.fetchInvoiceDocument>

/** The same bytes that are sent to the organisation. */
export async function documentOf(
  { renderInvoice }: Pick<InvoicesDeps, 'renderInvoice'>,
  { invoice, billing }: { readonly invoice: Invoice; readonly billing: Billing },
  format: InvoiceFormat,
): Promise<DocumentOf> {
  return format === 'finvoice'
    ? {
        mediaType: 'application/xml',
        document: Buffer.from(finvoiceOf(invoice, billing)).toString('base64'),
      }
    : {
        mediaType: 'application/pdf',
        document: toBase64(await renderInvoice(invoice)),
      }
}

export async function showInvoice(
  { clock, charges }: Pick<InvoicesDeps, 'clock' | 'charges'>,
  tx: Tx,
  invoice: Invoice,
): Promise<InvoiceView> {
  const { delivery, totals, lines, buyer } = invoice
  const now = clock.now()
  const interval = await settingOn(tx, 'invoice-reminder-interval', dateInHelsinki(now))
  const credits = invoice.kind === 'invoice' ? await creditsOf(tx, invoice.invoiceId) : []
  const payments = invoice.kind === 'invoice' ? await paymentsOf(tx, invoice.invoiceId) : []
  const disputes = invoice.kind === 'invoice' ? await charges.disputesOf(tx, invoice.invoiceId) : []
  const forgotten = new Set<string>()
  for (const dispute of disputes)
    if (await isForgotten(tx, { invoice, dispute, now })) forgotten.add(dispute.caseId)
  return {
    ...showRow(invoice, dateInHelsinki(now)),
    ...(invoice.kind === 'invoice'
      ? {
          reference: invoice.reference,
          creditorReference: creditorReferenceOf(invoice.reference),
        }
      : {
          credits: { invoiceId: invoice.credits.invoiceId, number: invoice.credits.number },
          because: invoice.because,
        }),
    ...(buyer.reference !== undefined && { buyerReference: buyer.reference }),
    ...(buyer.address && { buyerAddress: buyer.address }),
    lines: lines.map(({ items: _, ...line }) => line),
    totals: { ...totals, vat: [...totals.vat] },
    ...('at' in delivery && { deliveredAt: formatInstant(delivery.at) }),
    ...(delivery.state === 'refused' && { refusedBecause: delivery.because }),
    ...(invoice.remindedAt !== undefined && { remindedAt: formatInstant(invoice.remindedAt) }),
    payments: payments.map(({ amountCents, paidOn, entryId }) => ({
      ...{ amountCents, paidOn, isByHand: entryId === undefined },
    })),
    creditNotes: credits.map(({ invoiceId, number, totals: { grossCents } }) => ({
      ...{ invoiceId, number, grossCents },
    })),
    disputes: disputes.map(({ caseId, disputedAt, settled, reason, reply }) => ({
      ...{ caseId, disputedAt: formatInstant(disputedAt) },
      ...(reason !== undefined && { reason }),
      ...(forgotten.has(caseId) && { isForgotten: true }),
      ...(reply !== undefined && { reply }),
      ...(settled && { outcome: settled.outcome, settledAt: formatInstant(settled.at) }),
    })),
    may: [...whatMayBeDone(invoice, { now, intervalDays: interval.value })],
  }
}

/** Whether its texts were erased (R292). Those of a dispute with the office are in its case, not here. */
async function isForgotten(
  tx: Tx,
  {
    invoice,
    dispute: { settled, reason },
    now,
  }: {
    readonly invoice: Invoice
    readonly dispute: Pick<Dispute, 'settled'> & DisputeTexts
    readonly now: Instant
  },
): Promise<boolean> {
  if (!settled || reason !== undefined) return false
  if (invoice.sellerId !== 'service') return true
  const { value } = await settingOn(tx, 'dispute-retention', dateInHelsinki(settled.at))
  return erasedFrom(settled.at, value) <= now
}

/**
 * Members who manage the payer's billing dispute it, and withdraw that from an operator: all else is for its
 * seller.
 */
export const forPayer = (shown: InvoiceView, invoice: Invoice): InvoiceView => ({
  ...shown,
  may: allowed({
    dispute: isLeft(invoice),
    'withdraw-dispute':
      invoice.sellerId !== 'service' && shown.disputes.some(({ outcome }) => outcome === undefined),
  }),
})

const showRow = (
  invoice: Invoice,
  today: LocalDate,
  dueOn = payableUntil(invoice),
): InvoiceRowView => ({
  invoiceId: invoice.invoiceId,
  number: invoice.number,
  kind: invoice.kind,
  organisation: {
    organisationId: invoice.organisationId,
    name: invoice.buyer.name,
    customerNumber: invoice.buyer.customerNumber,
  },
  seller: { name: invoice.seller.name, email: invoice.seller.email },
  month: invoice.month,
  createdOn: invoice.createdOn,
  ...(dueOn !== undefined && { dueOn }),
  grossCents: invoice.totals.grossCents,
  ...(invoice.kind === 'invoice' && {
    ...{ paidCents: invoice.paidCents, openCents: openCentsOf(invoice) },
  }),
  delivery: invoice.delivery.state,
  ...(invoice.paidOn !== undefined && { paidOn: invoice.paidOn }),
  isCredited: invoice.kind === 'invoice' && invoice.creditedCents >= invoice.totals.grossCents,
  isOverdue: isOverdue(invoice, today),
  isDisputed: invoice.isDisputed,
})
