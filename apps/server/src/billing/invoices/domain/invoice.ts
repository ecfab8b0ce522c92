import { vatOf } from '@sotevarmenne/kernel/money'
import type { CreditReason } from '@sotevarmenne/api/fees'
import type { ThreeLanguages } from '@sotevarmenne/api/values'
import { isShippedProduct } from '@sotevarmenne/api/words'
import { referenceNumberOf } from '@sotevarmenne/identifiers/payment-reference'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { allowed } from '@sotevarmenne/kernel/lifecycle'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Charge, ChargedItem, InvoiceId, SellerId } from '#billing/charges/contract.ts'
import type {
  Buyer,
  Invoice,
  InvoiceContent,
  InvoiceLine,
  LineItem,
  Month,
  Seller,
  Totals,
} from '../contract.ts'

type OfKind<Kind extends InvoiceContent['kind']> = Extract<InvoiceContent, { readonly kind: Kind }>

type Items = ReadonlyMap<string, ChargedItem>
type Names = ReadonlyMap<string, ThreeLanguages>

type Making = {
  readonly invoiceId: InvoiceId
  readonly number: number
  readonly createdAt: Instant
  /** What each charge is for, by its id. */
  readonly items?: Items
  /** Of services of registration points, by their codes. */
  readonly names?: Names
}

/** An invoice of the charges that are not free; undefined when there are none. */
export function invoiceOf(
  charges: readonly Charge[],
  {
    createdAt,
    number,
    paymentDays,
    items,
    names,
    ...making
  }: Making & {
    readonly sellerId: SellerId
    readonly organisationId: string
    readonly month: Month
    readonly seller: Seller
    readonly buyer: Buyer
    /** From the creation of the invoice to its due date. */
    readonly paymentDays: number
  },
): OfKind<'invoice'> | undefined {
  const lines = linesOf(charges, { items, names })
  if (lines === undefined) return undefined
  const createdOn = dateInHelsinki(createdAt)
  return {
    kind: 'invoice',
    ...making,
    number,
    createdAt,
    createdOn,
    dueOn: addDays(createdOn, paymentDays),
    reference: referenceNumberOf(number),
    lines,
    totals: totalsOf(lines),
  }
}

export type CreditRefusal =
  | { readonly kind: 'not-an-invoice' }
  | { readonly kind: 'nothing-to-credit' }
  /** Credited before, or of another invoice. */
  | { readonly kind: 'charge-not-on-invoice'; readonly chargeId: string }

/** Credits charges of an invoice: with the same prices and rates, below zero. */
export function creditNoteOf(
  invoice: InvoiceContent,
  charges: readonly Charge[],
  {
    createdAt,
    because,
    items,
    names,
    openCents: openBefore,
    ...making
  }: Making & {
    readonly because: CreditReason
    /** What is left to pay of the invoice before it. */
    readonly openCents?: number
  },
): Result<OfKind<'credit-note'>, CreditRefusal> {
  if (invoice.kind !== 'invoice') return refuse({ kind: 'not-an-invoice' })
  const strange = charges.find(
    ({ state }) => state.kind !== 'invoiced' || state.invoiceId !== invoice.invoiceId,
  )
  if (strange) return refuse({ kind: 'charge-not-on-invoice', chargeId: strange.chargeId })
  const lines = linesOf(charges, { items, names })
  if (lines === undefined) return refuse({ kind: 'nothing-to-credit' })

  const [first, ...rest] = lines
  const credited = [takenBack(first), ...rest.map(takenBack)] as const
  const { sellerId, organisationId, month, seller, buyer } = invoice
  const { invoiceId, number, createdOn, reference } = invoice
  const totals = totalsOf(credited)
  return ok({
    kind: 'credit-note',
    ...making,
    ...{ sellerId, organisationId, month, seller, buyer, because, createdAt },
    createdOn: dateInHelsinki(createdAt),
    credits: {
      ...{ invoiceId, number, createdOn, reference },
      ...(openBefore !== undefined && { openCents: openBefore + totals.grossCents }),
    },
    lines: credited,
    totals,
  })
}

const takenBack = (line: InvoiceLine): InvoiceLine => ({
  ...line,
  count: -line.count,
  netCents: -line.netCents,
})

export type WhatMayBeDone =
  'credit' | 'mark-paid' | 'mark-unpaid' | 'send-again' | 'remind' | 'settle-dispute'

/** Whether any part of it can still be disputed or credited. */
export const isLeft = (invoice: Invoice): boolean =>
  invoice.kind === 'invoice' && invoice.creditedCents < invoice.totals.grossCents

/** What is left to pay after credit notes and payments; below zero where too much was paid (R462). */
export const openCentsOf = (invoice: Invoice): number =>
  invoice.kind === 'invoice'
    ? invoice.totals.grossCents - invoice.creditedCents - invoice.paidCents
    : 0

/** Whether something is left to pay. */
const isUnpaid = (invoice: Invoice): boolean => openCentsOf(invoice) > 0

/** The last day of payment: later than on the invoice where a dispute of it was refused meanwhile (R227). */
export function payableUntil(invoice: Invoice): LocalDate | undefined {
  if (invoice.kind !== 'invoice') return undefined
  const { refusedDispute } = invoice
  if (refusedDispute === undefined) return invoice.dueOn
  const later = addDays(refusedDispute.on, refusedDispute.daysToPay)
  return later > invoice.dueOn ? later : invoice.dueOn
}

/** Whether payment is late; a disputed invoice is not overdue. */
export function isOverdue(invoice: Invoice, today: LocalDate): boolean {
  const until = payableUntil(invoice)
  return isUnpaid(invoice) && !invoice.isDisputed && until !== undefined && until < today
}

export type ReminderRefusal =
  /** It is paid, credited, disputed, or not due yet. */
  { readonly kind: 'not-overdue' } | { readonly kind: 'reminded-lately' }

/** Whether the payer may be reminded of it, so many days after the last reminder. */
export function checkReminder(
  invoice: Invoice,
  { now, intervalDays }: { readonly now: Instant; readonly intervalDays: number },
): Result<void, ReminderRefusal> {
  if (!isOverdue(invoice, dateInHelsinki(now))) return refuse({ kind: 'not-overdue' })
  const { remindedAt } = invoice
  return remindedAt !== undefined && now < plus(remindedAt, intervalDays * day)
    ? refuse({ kind: 'reminded-lately' })
    : ok(undefined)
}

/**
 * What its seller may do with it now: a case officer of the service, or the registration point operator. Of a credit note
 * nothing is left and nothing is paid.
 */
export function whatMayBeDone(
  invoice: Invoice,
  reminding: Parameters<typeof checkReminder>[1],
): readonly WhatMayBeDone[] {
  const isOfOperator = invoice.sellerId !== 'service'
  return allowed({
    credit: isLeft(invoice),
    'mark-paid': isUnpaid(invoice),
    'mark-unpaid': invoice.paidByHandCents > 0,
    'send-again': invoice.delivery.state === 'refused',
    'settle-dispute': isOfOperator && invoice.isDisputed,
    remind: isOfOperator && checkReminder(invoice, reminding).ok,
  })
}

export type PaymentRefusal =
  | { readonly kind: 'not-an-invoice' }
  /** Before the invoice was created, or in the future. */
  | { readonly kind: 'not-a-day-of-payment' }
  /** Credited whole, or paid by other payments. */
  | { readonly kind: 'nothing-to-pay' }

/** Whether the invoice may be marked as paid on the day; without a day, as not paid. */
export function checkPayment(
  invoice: Invoice,
  paidOn: LocalDate | undefined,
  today: LocalDate,
): Result<void, PaymentRefusal> {
  if (invoice.kind !== 'invoice') return refuse({ kind: 'not-an-invoice' })
  if (paidOn === undefined) return ok(undefined)
  if (paidOn < invoice.createdOn || paidOn > today) return refuse({ kind: 'not-a-day-of-payment' })
  return openCentsOf(invoice) + invoice.paidByHandCents > 0
    ? ok(undefined)
    : refuse({ kind: 'nothing-to-pay' })
}

/**
 * Charges of the same product, price, rate, agreement, unit, cost centre and reference form one line; free
 * ones form none.
 */
function linesOf(
  charges: readonly Charge[],
  {
    items = new Map<string, ChargedItem>(),
    names,
  }: { readonly items: Items | undefined; readonly names: Names | undefined },
): readonly [InvoiceLine, ...InvoiceLine[]] | undefined {
  const priced = charges.filter(({ netCents }) => netCents > 0)
  const groups = Map.groupBy(priced, (charge) =>
    [
      charge.product,
      charge.cardAgreementId ?? '',
      charge.unit?.oid ?? '',
      charge.unit?.name ?? '',
      charge.costCentre ?? '',
      charge.invoiceReference ?? '',
      String(charge.netCents).padStart(12, '0'),
      String(charge.vatPermille).padStart(4, '0'),
      // No part has it within.
    ].join('\u0000'),
  )
  const lines = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, [charge, ...more]]): readonly InvoiceLine[] => {
      if (charge === undefined) return []
      const { product, cardAgreementId, unit, costCentre, invoiceReference } = charge
      const { netCents, vatPermille } = charge
      const count = 1 + more.length
      const itemsOfLine = itemsOf([charge, ...more], items)
      const name = isShippedProduct(product) ? undefined : names?.get(product)
      return [
        {
          ...{ product, vatPermille, count },
          ...(name && { name }),
          ...(cardAgreementId !== undefined && { cardAgreementId }),
          ...(unit && { unit }),
          ...(costCentre !== undefined && { costCentre }),
          ...(invoiceReference !== undefined && { invoiceReference }),
          unitCents: netCents,
          netCents: count * netCents,
          ...(itemsOfLine.length > 0 && { items: itemsOfLine }),
        },
      ]
    })
  const [first, ...rest] = lines
  return first && [first, ...rest]
}

/** By day, and in one order whatever the order of the charges. */
const itemsOf = (charges: readonly Charge[], items: Items): readonly LineItem[] =>
  charges
    .flatMap(({ chargeId, actedOn }): readonly LineItem[] => {
      const item = items.get(chargeId)
      return item && Object.keys(item).length > 0 ? [{ actedOn, ...item }] : []
    })
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))

const keyOf = ({ actedOn, ...item }: LineItem): string => [actedOn, ...Object.values(item)].join()

export function totalsOf(lines: readonly InvoiceLine[]): Totals {
  const rates = Map.groupBy(lines, ({ vatPermille }) => vatPermille)
  const vat = [...rates]
    .sort(([one], [other]) => one - other)
    .map(([permille, ofRate]) => {
      const netCents = sum(ofRate.map((line) => line.netCents))
      return { permille, netCents, vatCents: vatOf(netCents, permille) }
    })
  const netCents = sum(vat.map((rate) => rate.netCents))
  const vatCents = sum(vat.map((rate) => rate.vatCents))
  return { netCents, vat, vatCents, grossCents: netCents + vatCents }
}

/**
 * Each line with its share of the tax, in whole cents: the tax of the sum of the lines so far, less that of
 * the earlier lines. So the shares of a rate sum to the invoice's tax.
 */
export function linesWithVat(
  lines: readonly InvoiceLine[],
): readonly (InvoiceLine & { readonly vatCents: number })[] {
  const soFar = new Map<number, number>()
  return lines.map((line) => {
    const { vatPermille, netCents } = line
    const before = soFar.get(vatPermille) ?? 0
    soFar.set(vatPermille, before + netCents)
    return {
      ...line,
      vatCents: vatOf(before + netCents, vatPermille) - vatOf(before, vatPermille),
    }
  })
}

const sum = (cents: readonly number[]): number => cents.reduce((total, one) => total + one, 0)
