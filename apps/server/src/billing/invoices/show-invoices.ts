import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import type {
  Charge as ChargeShown,
  Invoice as InvoiceShown,
  InvoiceRow,
} from '@sotevarmenne/api/fees'
import { creditorReferenceOf } from '@sotevarmenne/identifiers/payment-reference'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import {
  addMonths,
  dateInHelsinki,
  localDate,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import { pageOf, type PlaceInTime } from '#platform/paging.ts'
import { erasedFrom } from '#support/cases/index.ts'
import { finvoiceOf } from './adapters/finvoice.ts'
import type { Billing, Charge, Invoice, Month, SellerId } from './contract.ts'
import type { FeesDeps } from './deps.ts'
import { isLeft, isOverdue, payableUntil, whatMayBeDone } from './domain/invoice.ts'
import { lastDayOf, monthOf } from './domain/month.ts'
import type { Customer } from './ports.ts'
import {
  chargesOn,
  chargesPage,
  countPayers,
  creditsOf,
  invoicesPage,
  runsPage,
  type InvoiceFilter,
  type Looked,
  type RunFigures,
} from './store.ts'
import { disputesOf, openlyDisputedAmong } from '../charges/stores/disputes.ts'

type Asked = Looked & {
  readonly behind: PlaceInTime | undefined
  readonly limit: number
}

/** A page of charges, the newest first. */
export async function chargesShown(
  deps: Pick<FeesDeps, 'customersOf'>,
  tx: Tx,
  { limit, ...asked }: Asked,
): Promise<AnswerOf<typeof contracts.listCharges>> {
  const found = await chargesPage(tx, { ...asked, limit: limit + 1 })
  const { page, nextCursor } = pageOf(found, {
    limit,
    placeOf: ({ bornAt, chargeId }) => ({ at: bornAt, id: chargeId }),
  })
  return {
    charges: await showCharges(deps, tx, page),
    ...(nextCursor !== undefined && { nextCursor }),
  }
}

/** A page of invoices and credit notes, the newest first. */
export async function invoicesShown(
  { clock }: Pick<FeesDeps, 'clock'>,
  tx: Tx,
  { limit, ...asked }: Asked & { readonly filter: InvoiceFilter },
): Promise<AnswerOf<typeof contracts.listInvoices>> {
  const found = await invoicesPage(tx, { ...asked, limit: limit + 1 })
  const { page, nextCursor } = pageOf(found, {
    limit,
    placeOf: ({ madeAt, invoiceId }) => ({ at: madeAt, id: invoiceId }),
  })
  const today = dateInHelsinki(clock.now())
  return {
    invoices: page.map((invoice) => showRow(invoice, today)),
    ...(nextCursor !== undefined && { nextCursor }),
  }
}

export type ChargesOf = AnswerOf<typeof contracts.listChargesOfInvoice>

/** A page of the acts behind the lines of an invoice, in the order of their ids. */
export async function chargesOnShown(
  deps: Pick<FeesDeps, 'customersOf'>,
  tx: Tx,
  {
    invoiceId,
    cursor,
    limit,
  }: {
    readonly invoiceId: string
    readonly cursor?: string | undefined
    readonly limit: number
  },
): Promise<ChargesOf> {
  const found = await chargesOn(tx, invoiceId, { behind: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const disputed = await openlyDisputedAmong(
    tx,
    page.map(({ chargeId }) => chargeId),
  )
  const charges = await showCharges(deps, tx, page)
  return {
    charges: charges.map((one) =>
      disputed.has(one.chargeId) ? { ...one, isDisputed: true as const } : one,
    ),
    ...(last && found.length > limit && { nextCursor: last.chargeId }),
  }
}

export type DocumentOf = AnswerOf<typeof contracts.fetchInvoiceDocument>

/** The same octets that go to the organisation. */
export async function documentOf(
  { renderInvoice }: Pick<FeesDeps, 'renderInvoice'>,
  { invoice, billing }: { readonly invoice: Invoice; readonly billing: Billing },
  format: 'pdf' | 'finvoice',
): Promise<DocumentOf> {
  return format === 'finvoice'
    ? {
        mediaType: 'application/xml',
        document: Buffer.from(finvoiceOf(invoice, billing)).toString('base64'),
      }
    : {
        mediaType: 'application/pdf',
        document: Buffer.from(await renderInvoice(invoice)).toString('base64'),
      }
}

/** A seller's months, the newest first, and how far the one under way has come. */
export async function runsShown(
  { clock, personNamed }: Pick<FeesDeps, 'clock' | 'personNamed'>,
  tx: Tx,
  {
    sellerId,
    before,
    limit,
  }: {
    readonly sellerId: SellerId
    readonly before?: string | undefined
    readonly limit: number
  },
): Promise<AnswerOf<typeof contracts.listInvoiceRuns>> {
  const now = clock.now()
  const waiting = (month: Month) => countPayers(tx, { sellerId, until: lastDayOf(month) })
  const found = await runsPage(tx, { sellerId, before, limit: limit + 1 })
  const page = found.slice(0, limit)
  const over = monthOf(addMonths(localDate(`${monthOf(dateInHelsinki(now))}-01`), -1))
  const [newest] = before === undefined ? found : []
  const isBegun = newest !== undefined && newest.month >= over
  return {
    at: formatInstant(now),
    ...(before === undefined &&
      !isBegun && { next: { month: over, organisations: await waiting(over) } }),
    runs: await Promise.all(
      page.map(async (run) => ({
        ...runShown(run),
        startedBy: (await personNamed(tx, run.startedBy)) ?? '',
        ...(run.finishedAt === undefined && { waiting: await waiting(run.month) }),
      })),
    ),
    ...(found.length > limit && { nextBefore: page.at(-1)?.month }),
  }
}

const runShown = ({ month, startedAt, finishedAt, invoices, grossCents }: RunFigures) => ({
  ...{ month, invoices, grossCents },
  startedAt: formatInstant(startedAt),
  ...(finishedAt !== undefined && { finishedAt: formatInstant(finishedAt) }),
})

/** Charges with the names of their organisations. */
async function showCharges(
  { customersOf }: Pick<FeesDeps, 'customersOf'>,
  tx: Tx,
  charges: readonly Charge[],
): Promise<ChargeShown[]> {
  const customers = await customersOf(tx, [...new Set(charges.map((one) => one.organisationId))])
  return charges.map((one) => ({
    ...{ chargeId: one.chargeId, product: one.product, because: one.because },
    ...{ netCents: one.netCents, vatPermille: one.vatPermille, actedOn: one.actedOn },
    ...(one.agreementId !== undefined && { agreementId: one.agreementId }),
    ...madeShown(one.made),
    organisation: named(one.organisationId, customers),
    ...(one.authorisationId !== undefined && { authorisationId: one.authorisationId }),
    ...(one.unit && { unit: one.unit }),
    ...(one.costCentre !== undefined && { costCentre: one.costCentre }),
    ...(one.invoiceReference !== undefined && { invoiceReference: one.invoiceReference }),
    state: one.netCents === 0 ? 'free' : one.state.kind,
    ...('invoiceId' in one.state && { invoiceId: one.state.invoiceId }),
  }))
}

function madeShown(
  made: Charge['made'],
): Pick<ChargeShown, 'orderId' | 'applicationId' | 'approvalId' | 'visitId'> {
  switch (made.kind) {
    case 'card':
      return { orderId: made.orderId }
    case 'certificate':
      return {
        applicationId: made.applicationId,
        ...(made.approvalId !== undefined && { approvalId: made.approvalId }),
      }
    case 'visit':
      return { visitId: made.visitId }
  }
}

function named(organisationId: string, customers: ReadonlyMap<string, Customer>) {
  const customer = customers.get(organisationId)
  if (!customer) throw new Error(`nobody was charged: ${organisationId}`)
  const { name, customerNumber } = customer
  return { organisationId, name, customerNumber }
}

const showRow = (
  invoice: Invoice,
  today: LocalDate,
  dueOn = payableUntil(invoice),
): InvoiceRow => ({
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
  madeOn: invoice.madeOn,
  ...(dueOn !== undefined && { dueOn }),
  grossCents: invoice.totals.grossCents,
  delivery: invoice.delivery.state,
  ...(invoice.paidOn !== undefined && { paidOn: invoice.paidOn }),
  isCredited: invoice.kind === 'invoice' && invoice.creditedCents >= invoice.totals.grossCents,
  isOverdue: isOverdue(invoice, today),
  isDisputed: invoice.isDisputed,
})

/** What the keeper answered is sealed apart from what it answers. */
export const answerOf = (threadId: string): string => `${threadId} answer`

export async function showInvoice(
  { clock, sealing }: Pick<FeesDeps, 'clock' | 'sealing'>,
  tx: Tx,
  invoice: Invoice,
): Promise<InvoiceShown> {
  const { delivery, totals, lines, buyer } = invoice
  const credits = invoice.kind === 'invoice' ? await creditsOf(tx, invoice.invoiceId) : []
  const disputes = invoice.kind === 'invoice' ? await disputesOf(tx, invoice.invoiceId) : []
  return {
    ...showRow(invoice, dateInHelsinki(clock.now())),
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
    lines: [...lines],
    totals: { ...totals, vat: [...totals.vat] },
    ...('at' in delivery && { deliveredAt: formatInstant(delivery.at) }),
    ...(delivery.state === 'refused' && { refusedBecause: delivery.because }),
    ...(invoice.remindedAt !== undefined && { remindedAt: formatInstant(invoice.remindedAt) }),
    creditNotes: credits.map(({ invoiceId, number, totals: { grossCents } }) => ({
      ...{ invoiceId, number, grossCents },
    })),
    disputes: disputes.map(({ threadId, disputedAt, settled, toldSealed, answerSealed }) => ({
      ...{ threadId, disputedAt: formatInstant(disputedAt) },
      ...(toldSealed && { told: textOf(sealing.open(toldSealed, threadId)) }),
      ...(settled && erasedFrom(settled.at) <= clock.now() && !toldSealed && { isForgotten: true }),
      ...(answerSealed && { answer: textOf(sealing.open(answerSealed, answerOf(threadId))) }),
      ...(settled && { outcome: settled.outcome, settledAt: formatInstant(settled.at) }),
    })),
    may: [...whatMayBeDone(invoice, clock.now())],
  }
}

const textOf = (octets: Uint8Array): string => Buffer.from(octets).toString('utf8')

/** Whoever sees to the billing of its payer disputes it, and takes that back from a keeper: all else is for its seller. */
export const forPayer = (shown: InvoiceShown, invoice: Invoice): InvoiceShown => ({
  ...shown,
  may: [
    ...(isLeft(invoice) ? (['dispute'] as const) : []),
    ...(invoice.sellerId !== 'service' &&
    shown.disputes.some(({ outcome }) => outcome === undefined)
      ? (['withdraw-dispute'] as const)
      : []),
  ],
})
