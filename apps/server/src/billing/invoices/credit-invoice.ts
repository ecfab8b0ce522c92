import { randomUUID } from 'node:crypto'
import type { CreditReason } from '@sotevarmenne/api/fees'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { lockChargesOn, putOnCreditNote } from '#billing/charges/index.ts'
import type { Charge, InvoiceId, SellerId } from '#billing/charges/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { CreditNoteCreated, Invoice } from './contract.ts'
import { aboutInvoice, planDelivery } from './deliver-invoice.ts'
import type { InvoicesDeps } from './deps.ts'
import { creditNoteOf, openCentsOf, type CreditRefusal } from './domain/invoice.ts'
import { settleCredited } from './record-payment.ts'
import { showInvoice } from './show-invoices.ts'
import { insertInvoice, lockInvoice } from './store.ts'
import { takeNumber } from './stores/sellers.ts'
import type { InvoiceNotFound } from './view-invoices.ts'
import { creditInvoiceProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewInvoice>

export type CreditInvoiceRefusal = InvoiceNotFound | CreditRefusal

/** Credits an invoice, or some of its charges: a charge is credited once, however often this is called. */
export const creditInvoice = operation({
  contract: contracts.creditInvoice,
  problems: creditInvoiceProblems,
  handle:
    (deps: InvoicesDeps) =>
    (permit, requested): Promise<Result<Shown, CreditInvoiceRefusal>> =>
      deps.db.write(async (tx) => {
        const credited = await creditInvoiceOf(deps, tx, permit, {
          sellerId: 'service',
          ...requested,
        })
        return credited.ok ? ok(await showInvoice(deps, tx, credited.value.invoice)) : credited
      }),
})

/** The invoice after charges of it were credited, and these charges. */
export type Credited = { readonly invoice: Invoice; readonly charges: readonly Charge[] }

/** The same for any seller. */
export async function creditInvoiceOf(
  deps: InvoicesDeps,
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

/** Credits charges of a locked invoice. */
export async function creditIn(
  deps: InvoicesDeps,
  tx: Tx,
  permit: Permit,
  {
    invoice,
    chargeIds,
    because,
    caseId,
  }: {
    readonly invoice: Invoice
    readonly chargeIds?: readonly string[] | undefined
    readonly because: CreditReason
    /** The dispute that it settles. */
    readonly caseId?: string
  },
): Promise<Result<Credited, CreditRefusal>> {
  const { invoiceId } = invoice
  const charges = await lockChargesOn(tx, invoiceId, chargeIds)
  const missing = chargeIds?.find((id) => !charges.some(({ chargeId }) => chargeId === id))
  if (missing !== undefined) return refuse({ kind: 'charge-not-on-invoice', chargeId: missing })
  const note = creditNoteOf(invoice, charges, {
    invoiceId: randomUUID() as string as InvoiceId,
    number: await takeNumber(tx, invoice.sellerId),
    createdAt: deps.clock.now(),
    items: await deps.charges.chargedItems(tx, charges),
    names: await deps.charges.serviceNames(tx),
    openCents: openCentsOf(invoice),
    because,
  })
  if (!note.ok) return note

  await insertInvoice(tx, note.value)
  await putOnCreditNote(tx, charges, note.value.invoiceId)
  const { totals } = note.value
  const event: CreditNoteCreated = {
    type: 'CreditNoteCreated',
    ...{ ...aboutInvoice(note.value), because },
    credits: invoiceId,
    grossCents: totals.grossCents,
    ...(caseId !== undefined && { caseId }),
  }
  await deps.record(tx, event, permit)
  await planDelivery(deps, tx, note.value)
  const creditedCents = invoice.creditedCents - totals.grossCents
  const today = dateInHelsinki(deps.clock.now())
  const settled = await settleCredited(deps, tx, permit, { ...invoice, creditedCents }, today)
  return ok({ invoice: settled, charges })
}
