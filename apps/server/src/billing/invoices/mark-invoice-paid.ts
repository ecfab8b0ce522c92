import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SellerId } from '#billing/charges/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { InvoicesDeps } from './deps.ts'
import { checkPayment, type PaymentRefusal } from './domain/invoice.ts'
import { markByHand, unmarkByHand } from './record-payment.ts'
import { showInvoice } from './show-invoices.ts'
import { lockInvoice } from './store.ts'
import type { InvoiceNotFound } from './view-invoices.ts'
import { markInvoicePaidProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewInvoice>

export type MarkInvoicePaidRefusal = InvoiceNotFound | PaymentRefusal

/** Records that the rest of it was paid, and when; or removes that mark. */
export const markInvoicePaid = operation({
  contract: contracts.markInvoicePaid,
  problems: markInvoicePaidProblems,
  handle:
    (deps: InvoicesDeps) =>
    (permit, requested): Promise<Result<Shown, MarkInvoicePaidRefusal>> =>
      deps.db.write((tx) =>
        markInvoicePaidOf(deps, tx, permit, { sellerId: 'service', ...requested }),
      ),
})

/** The same for any seller. */
export async function markInvoicePaidOf(
  deps: InvoicesDeps,
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
  const today = dateInHelsinki(deps.clock.now())
  const checked = checkPayment(invoice, on, today)
  if (!checked.ok) return checked

  const marked =
    on === undefined
      ? await unmarkByHand(deps, tx, permit, invoice, today)
      : await markByHand(deps, tx, permit, invoice, on)
  return ok(await showInvoice(deps, tx, marked))
}
