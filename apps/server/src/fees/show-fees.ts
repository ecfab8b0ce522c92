import type {
  Charge as ChargeShown,
  Invoice as InvoiceShown,
  InvoiceRow,
} from '@sotevarmenne/api/fees'
import { creditorReferenceOf } from '@sotevarmenne/identifiers/payment-reference'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Charge, Invoice } from './contract.ts'
import type { FeesDeps } from './deps.ts'
import { isUnpaid, whatMayBeDone } from './domain/invoice.ts'
import type { Customer } from './ports.ts'
import { creditsOf } from './store.ts'

/** Charges with the names of their organisations. */
export async function showCharges(
  { customersOf }: Pick<FeesDeps, 'customersOf'>,
  tx: Tx,
  charges: readonly Charge[],
): Promise<ChargeShown[]> {
  const customers = await customersOf(tx, [...new Set(charges.map((one) => one.organisationId))])
  return charges.map((one) => ({
    ...{ chargeId: one.chargeId, product: one.product, because: one.because },
    ...{ netCents: one.netCents, vatPermille: one.vatPermille, actedOn: one.actedOn },
    ...{ agreementId: one.agreementId, orderId: one.orderId },
    organisation: named(one.organisationId, customers),
    ...(one.authorisationId !== undefined && { authorisationId: one.authorisationId }),
    ...(one.unit && { unit: one.unit }),
    state: one.netCents === 0 ? 'free' : one.state.kind,
    ...('invoiceId' in one.state && { invoiceId: one.state.invoiceId }),
  }))
}

function named(organisationId: string, customers: ReadonlyMap<string, Customer>) {
  const customer = customers.get(organisationId)
  if (!customer) throw new Error(`nobody was charged: ${organisationId}`)
  const { name, customerNumber } = customer
  return { organisationId, name, customerNumber }
}

export const showRow = (invoice: Invoice, today: LocalDate): InvoiceRow => ({
  invoiceId: invoice.invoiceId,
  number: invoice.number,
  kind: invoice.kind,
  organisation: {
    organisationId: invoice.organisationId,
    name: invoice.buyer.name,
    customerNumber: invoice.buyer.customerNumber,
  },
  month: invoice.month,
  madeOn: invoice.madeOn,
  ...(invoice.kind === 'invoice' && { dueOn: invoice.dueOn }),
  grossCents: invoice.totals.grossCents,
  delivery: invoice.delivery.state,
  ...(invoice.paidOn !== undefined && { paidOn: invoice.paidOn }),
  isCredited: invoice.kind === 'invoice' && invoice.creditedCents >= invoice.totals.grossCents,
  isOverdue: isUnpaid(invoice) && 'dueOn' in invoice && invoice.dueOn < today,
})

export async function showInvoice(
  { clock }: Pick<FeesDeps, 'clock'>,
  tx: Tx,
  invoice: Invoice,
): Promise<InvoiceShown> {
  const { delivery, totals, lines, buyer } = invoice
  const credits = invoice.kind === 'invoice' ? await creditsOf(tx, invoice.invoiceId) : []
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
    creditNotes: credits.map(({ invoiceId, number, totals: { grossCents } }) => ({
      ...{ invoiceId, number, grossCents },
    })),
    may: [...whatMayBeDone(invoice)],
  }
}
