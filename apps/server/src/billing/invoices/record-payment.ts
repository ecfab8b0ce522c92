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
import { saveAllPaid, savePaid } from './store.ts'
import { insertPayments } from './stores/payments.ts'

type Deps = Pick<InvoicesDeps, 'clock' | 'record' | 'recordAll'>

/** An amount of a bank's entry, for the invoice; below zero it takes one back. */
export type Received = {
  readonly invoice: Invoice
  readonly payment: InvoicePayment & { readonly entryId: string }
}

/** Records an amount of a bank's entry for a locked invoice. */
export const recordReceived = (
  deps: Deps,
  tx: Tx,
  permit: Permit,
  invoice: Invoice,
  payment: Received['payment'],
): Promise<void> =>
  recordAllReceived(deps, tx, permit, {
    ...{ received: [{ invoice, payment }], recordedBy: personOf(permit) },
  })

/**
 * The same for many, in their order, with one statement for each table however many they are. Several may be of one
 * invoice: `invoice` is as it was before the first of them.
 */
export async function recordAllReceived(
  { clock, recordAll }: Pick<InvoicesDeps, 'clock' | 'recordAll'>,
  tx: Tx,
  permit: Permit,
  { received, recordedBy }: { readonly received: readonly Received[]; readonly recordedBy: string },
): Promise<void> {
  const now = clock.now()
  const invoices = new Map<string, Invoice>()
  const changed = new Map<string, LocalDate | undefined>()
  const events: (PaymentReceived | InvoicePaid | InvoiceNotPaid)[] = []
  for (const { invoice: before, payment } of received) {
    const { invoiceId } = before
    const paid = withPayment(invoices.get(invoiceId) ?? before, payment)
    const { entryId, amountCents, paidOn } = payment
    events.push({
      type: 'PaymentReceived',
      ...{ ...aboutInvoice(paid), entryId, amountCents, on: paidOn },
      openCents: openCentsOf(paid),
    })
    const settled = settledOn(paid, isPaid(paid) ? paidOn : undefined)
    if (settled.event !== undefined) {
      events.push(settled.event)
      changed.set(invoiceId, settled.invoice.paidOn)
    }
    invoices.set(invoiceId, settled.invoice)
  }
  await insertPayments(
    tx,
    received.map(({ invoice: { invoiceId }, payment }) => ({
      ...{ ...payment, paymentId: randomUUID(), invoiceId, recordedAt: now, recordedBy },
    })),
  )
  await saveAllPaid(tx, changed)
  if (events.length > 0)
    await recordAll(
      tx,
      events.map((event) => ({ event, permit })),
    )
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
  await insertPayments(tx, [
    {
      ...{ ...payment, paymentId: randomUUID(), invoiceId: invoice.invoiceId },
      ...{ recordedAt: clock.now(), recordedBy: personOf(permit) },
    },
  ])
  return withPayment(invoice, payment)
}

const withPayment = (invoice: Invoice, { amountCents, entryId }: InvoicePayment): Invoice => ({
  ...invoice,
  paidCents: invoice.paidCents + amountCents,
  paidByHandCents: invoice.paidByHandCents + (entryId === undefined ? amountCents : 0),
})

/** The day on which nothing was left, or none; a change of it is recorded. */
async function settle(
  { record }: Pick<InvoicesDeps, 'record'>,
  tx: Tx,
  permit: Permit,
  invoice: Invoice,
  on: LocalDate | undefined,
): Promise<Invoice> {
  const settled = settledOn(invoice, on)
  if (settled.event === undefined) return invoice
  await savePaid(tx, invoice.invoiceId, on)
  await record(tx, settled.event, permit)
  return settled.invoice
}

/** The invoice with that day, and the event if it had none, or had one. */
function settledOn(
  invoice: Invoice,
  on: LocalDate | undefined,
): { readonly invoice: Invoice; readonly event?: InvoicePaid | InvoiceNotPaid } {
  const { paidOn: before, ...unpaid } = invoice
  if (on === undefined ? before === undefined : before !== undefined) return { invoice }
  return on === undefined
    ? { invoice: unpaid, event: { type: 'InvoiceNotPaid', ...aboutInvoice(invoice) } }
    : {
        invoice: { ...unpaid, paidOn: on },
        event: { type: 'InvoicePaid', ...aboutInvoice(invoice), on },
      }
}
