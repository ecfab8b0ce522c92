import { randomUUID } from 'node:crypto'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type {
  Invoice,
  InvoiceNotPaid,
  InvoicePaid,
  InvoicePayment,
  PaymentReceived,
} from './contract.ts'
import { aboutInvoice } from './deliver-invoice.ts'
import type { InvoicesDeps } from './deps.ts'
import { openCentsOf } from './domain/invoice.ts'
import { savePaid } from './store.ts'
import { insertPayment } from './stores/payments.ts'

type Deps = Pick<InvoicesDeps, 'clock' | 'record'>

/** Records an amount of a bank's entry for a locked invoice, or, below zero, that it was taken back. */
export async function recordReceived(
  deps: Deps,
  tx: Tx,
  permit: Permit,
  invoice: Invoice,
  payment: InvoicePayment & { readonly entryId: string },
): Promise<Invoice> {
  const paid = await insertFor(deps, tx, permit, invoice, payment)
  const { entryId, amountCents, paidOn } = payment
  const event: PaymentReceived = {
    type: 'PaymentReceived',
    ...{ ...aboutInvoice(invoice), entryId, amountCents, on: paidOn },
    openCents: openCentsOf(paid),
  }
  await deps.record(tx, event, permit)
  return settle(deps, tx, permit, paid, isPaid(paid) ? paidOn : undefined)
}

/** Records that somebody says that the rest was paid on the day; an earlier mark is taken back first. */
export async function markByHand(
  deps: Deps,
  tx: Tx,
  permit: Permit,
  invoice: Invoice,
  paidOn: LocalDate,
): Promise<Invoice> {
  if (invoice.paidByHandCents > 0 && invoice.paidOn === paidOn) return invoice
  const { paidOn: _before, ...unmarked } = await takeMarkBack(deps, tx, permit, invoice, paidOn)
  const rest = { amountCents: openCentsOf(unmarked), paidOn }
  return settle(deps, tx, permit, await insertFor(deps, tx, permit, unmarked, rest), paidOn)
}

/** Removes the mark of payment; payments of the bank's files stay. */
export async function unmarkByHand(
  deps: Deps,
  tx: Tx,
  permit: Permit,
  invoice: Invoice,
  today: LocalDate,
): Promise<Invoice> {
  const unmarked = await takeMarkBack(deps, tx, permit, invoice, today)
  return isPaid(unmarked) ? unmarked : settle(deps, tx, permit, unmarked, undefined)
}

const takeMarkBack = async (
  deps: Deps,
  tx: Tx,
  permit: Permit,
  invoice: Invoice,
  on: LocalDate,
): Promise<Invoice> =>
  invoice.paidByHandCents > 0
    ? insertFor(deps, tx, permit, invoice, { amountCents: -invoice.paidByHandCents, paidOn: on })
    : invoice

/** After a credit note: what was paid in part before may be all that was left. */
export async function settleCredited(
  deps: Deps,
  tx: Tx,
  permit: Permit,
  invoice: Invoice,
  today: LocalDate,
): Promise<Invoice> {
  return isPaid(invoice) ? settle(deps, tx, permit, invoice, today) : invoice
}

/** Payments, and not credit notes alone, leave nothing to pay. */
const isPaid = (invoice: Invoice): boolean => invoice.paidCents > 0 && openCentsOf(invoice) <= 0

async function insertFor(
  { clock }: Deps,
  tx: Tx,
  permit: Permit,
  invoice: Invoice,
  payment: InvoicePayment,
): Promise<Invoice> {
  await insertPayment(tx, {
    ...{ ...payment, paymentId: randomUUID(), invoiceId: invoice.invoiceId },
    ...{ recordedAt: clock.now(), recordedBy: personOf(permit) },
  })
  const { amountCents, entryId } = payment
  return {
    ...invoice,
    paidCents: invoice.paidCents + amountCents,
    paidByHandCents: invoice.paidByHandCents + (entryId === undefined ? amountCents : 0),
  }
}

/** The day on which nothing was left, or none; a change of it is recorded. */
async function settle(
  { record }: Deps,
  tx: Tx,
  permit: Permit,
  invoice: Invoice,
  on: LocalDate | undefined,
): Promise<Invoice> {
  const { paidOn: before, ...unpaid } = invoice
  if (on === undefined ? before === undefined : before !== undefined) return invoice
  await savePaid(tx, invoice.invoiceId, on)
  const event: InvoicePaid | InvoiceNotPaid =
    on === undefined
      ? { type: 'InvoiceNotPaid', ...aboutInvoice(invoice) }
      : { type: 'InvoicePaid', ...aboutInvoice(invoice), on }
  await record(tx, event, permit)
  return { ...unpaid, ...(on !== undefined && { paidOn: on }) }
}
