import { randomUUID } from 'node:crypto'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  Charge,
  CreditNoteMade,
  CreditReason,
  Invoice,
  InvoiceId,
  InvoiceNotPaid,
  InvoicePaid,
  InvoiceSentAgain,
  SellerId,
} from './contract.ts'
import { aboutInvoice, delivering, planDelivery } from './deliver-invoice.ts'
import type { FeesDeps } from './deps.ts'
import {
  creditNoteOf,
  judgePayment,
  type CreditRefusal,
  type PaymentRefusal,
} from './domain/invoice.ts'
import { showInvoice } from './show-invoices.ts'
import { insertInvoice, lockChargesOn, lockInvoice, saveDelivery, savePaid } from './store.ts'
import { takeNumber } from './stores/sellers.ts'

type Shown = AnswerOf<typeof contracts.viewInvoice>
export type InvoiceNotFound = { readonly kind: 'invoice-not-found' }

export type CreditInvoiceRefusal = InvoiceNotFound | CreditRefusal

/** Takes back an invoice, or some of its charges: a charge is credited once, however often this is asked. */
export const creditInvoice =
  (deps: FeesDeps) =>
  (
    permit: Permit<'fees.creditInvoice'>,
    asked: InputOf<typeof contracts.creditInvoice>,
  ): Promise<Result<Shown, CreditInvoiceRefusal>> =>
    deps.db.write(async (tx) => {
      const credited = await creditInvoiceOf(deps, tx, permit, { sellerId: 'service', ...asked })
      return credited.ok ? ok(await showInvoice(deps, tx, credited.value.invoice)) : credited
    })

/** The invoice as it is once charges of it are taken back, and these. */
export type Credited = { readonly invoice: Invoice; readonly charges: readonly Charge[] }

/** The same of any seller. */
export async function creditInvoiceOf(
  deps: FeesDeps,
  tx: Tx,
  permit: Permit,
  {
    sellerId,
    invoiceId,
    ...what
  }: InputOf<typeof contracts.creditInvoice> & { readonly sellerId: SellerId },
): Promise<Result<Credited, CreditInvoiceRefusal>> {
  const invoice = await lockInvoice(tx, sellerId, invoiceId)
  if (!invoice) return refuse({ kind: 'invoice-not-found' })
  return creditIn(deps, tx, permit, { invoice, ...what })
}

/** Takes back charges of a locked invoice. */
export async function creditIn(
  deps: FeesDeps,
  tx: Tx,
  permit: Permit,
  {
    invoice,
    chargeIds,
    because,
    threadId,
  }: {
    readonly invoice: Invoice
    readonly chargeIds?: readonly string[] | undefined
    readonly because: CreditReason
    /** Of the dispute that it settles. */
    readonly threadId?: string
  },
): Promise<Result<Credited, CreditRefusal>> {
  const { invoiceId } = invoice
  const charges = await lockChargesOn(tx, invoiceId, chargeIds)
  const missing = chargeIds?.find((id) => !charges.some(({ chargeId }) => chargeId === id))
  if (missing !== undefined) return refuse({ kind: 'charge-not-on-invoice', chargeId: missing })
  const note = creditNoteOf(invoice, charges, {
    invoiceId: randomUUID() as string as InvoiceId,
    number: await takeNumber(tx, invoice.sellerId),
    madeAt: deps.clock.now(),
    because,
  })
  if (!note.ok) return note

  await insertInvoice(tx, note.value, charges)
  const { totals } = note.value
  const event: CreditNoteMade = {
    type: 'CreditNoteMade',
    ...{ ...aboutInvoice(note.value), because },
    credits: invoiceId,
    grossCents: totals.grossCents,
    ...(threadId !== undefined && { threadId }),
  }
  await deps.record(tx, event, permit)
  await planDelivery(deps, tx, note.value)
  const creditedCents = invoice.creditedCents - totals.grossCents
  return ok({ invoice: { ...invoice, creditedCents }, charges })
}

export type MarkInvoicePaidRefusal = InvoiceNotFound | PaymentRefusal

/** Writes down that all of it was paid, and when; or that it was not, after all. */
export const markInvoicePaid =
  (deps: FeesDeps) =>
  (
    permit: Permit<'fees.markInvoicePaid'>,
    asked: InputOf<typeof contracts.markInvoicePaid>,
  ): Promise<Result<Shown, MarkInvoicePaidRefusal>> =>
    deps.db.write((tx) => markInvoicePaidOf(deps, tx, permit, { sellerId: 'service', ...asked }))

/** The same of any seller. */
export async function markInvoicePaidOf(
  deps: FeesDeps,
  tx: Tx,
  permit: Permit,
  {
    sellerId,
    invoiceId,
    paidOn,
  }: InputOf<typeof contracts.markInvoicePaid> & { readonly sellerId: SellerId },
): Promise<Result<Shown, MarkInvoicePaidRefusal>> {
  const invoice = await lockInvoice(tx, sellerId, invoiceId)
  if (!invoice) return refuse({ kind: 'invoice-not-found' })
  const on = paidOn === undefined ? undefined : localDate(paidOn)
  const judged = judgePayment(invoice, on, dateInHelsinki(deps.clock.now()))
  if (!judged.ok) return judged

  const { paidOn: before, ...unpaid } = invoice
  if (on !== before) {
    await savePaid(tx, invoiceId, on)
    const event: InvoicePaid | InvoiceNotPaid =
      on === undefined
        ? { type: 'InvoiceNotPaid', ...aboutInvoice(invoice) }
        : { type: 'InvoicePaid', ...aboutInvoice(invoice), on }
    await deps.record(tx, event, permit)
  }
  const marked = { ...unpaid, ...(on !== undefined && { paidOn: on }) }
  return ok(await showInvoice(deps, tx, marked))
}

export type SendInvoiceAgainRefusal = InvoiceNotFound | { readonly kind: 'invoice-not-refused' }

/** Once what the operator refused has been put right, has the same invoice sent once more: to the address of then. */
export const sendInvoiceAgain =
  (deps: FeesDeps) =>
  (
    permit: Permit<'fees.sendInvoiceAgain'>,
    { invoiceId }: InputOf<typeof contracts.sendInvoiceAgain>,
  ): Promise<Result<Shown, SendInvoiceAgainRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, SendInvoiceAgainRefusal>> => {
      const invoice = await lockInvoice(tx, 'service', invoiceId)
      if (!invoice) return refuse({ kind: 'invoice-not-found' })
      if (invoice.delivery.state !== 'refused') return refuse({ kind: 'invoice-not-refused' })

      const delivery = { state: 'waiting' } as const
      await saveDelivery(tx, invoiceId, delivery)
      await deps.planJob(tx, delivering(invoiceId, randomUUID()))
      const event: InvoiceSentAgain = { type: 'InvoiceSentAgain', ...aboutInvoice(invoice) }
      await deps.record(tx, event, permit)
      return ok(await showInvoice(deps, tx, { ...invoice, delivery }))
    })
