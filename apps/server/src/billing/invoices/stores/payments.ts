import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { timestamp, type Tx } from '#platform/db.ts'
import type { InvoicePayment } from '../contract.ts'

export async function insertPayments(
  tx: Tx,
  payments: readonly (InvoicePayment & {
    readonly paymentId: string
    readonly invoiceId: string
    readonly recordedAt: Instant
    readonly recordedBy: string
  })[],
): Promise<void> {
  if (payments.length === 0) return
  await tables(tx)
    .insertInto('invoices.payment')
    .values(
      payments.map((payment) => ({
        payment_id: payment.paymentId,
        invoice_id: payment.invoiceId,
        amount_cents: payment.amountCents,
        paid_on: payment.paidOn,
        entry_id: payment.entryId ?? null,
        recorded_at: timestamp(payment.recordedAt),
        recorded_by: payment.recordedBy,
      })),
    )
    .execute()
}

/** In the order in which they were recorded. */
export async function paymentsOf(tx: Tx, invoiceId: string): Promise<readonly InvoicePayment[]> {
  const rows = await tables(tx)
    .selectFrom('invoices.payment')
    .select(['amount_cents', 'paid_on', 'entry_id'])
    .where('invoice_id', '=', invoiceId)
    .orderBy('recorded_at')
    .orderBy('payment_id')
    .execute()
  return rows.map(({ amount_cents, paid_on, entry_id }) => ({
    ...{ amountCents: amount_cents, paidOn: paid_on },
    ...(entry_id !== null && { entryId: entry_id }),
  }))
}

type PaymentRow = {
  payment_id: string
  invoice_id: string
  amount_cents: number
  paid_on: LocalDate
  entry_id: string | null
  recorded_at: Instant
  recorded_by: string | null
}

const tables = (tx: Tx) => tx.$extendTables<{ 'invoices.payment': PaymentRow }>()
