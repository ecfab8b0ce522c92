import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Language } from '#platform/texts.ts'
import type { InvoicesDeps } from './deps.ts'
import { isOverdue, openCentsOf, payableUntil } from './domain/invoice.ts'
import { findInvoice } from './store.ts'

/**
 * A mail to contacts about an invoice: to those of the payer (R265, R463), or of the registration point operator
 * that issued it (R296).
 */
type InvoiceMail = {
  readonly to: string
  /** The contact's. */
  readonly language: Language
  readonly organisation: string
  /** The name of the other party: the operator, unless the operator is the recipient. */
  readonly name: string
  /** The invoice's number; for a credit note, that of the invoice it credits. */
  readonly number: number
  /** The last day of payment. */
  readonly day?: LocalDate
  /** What is left to pay of the invoice. */
  readonly openCents: number
}

/**
 * Notifies the payer of an invoice, a credit note, and a reminder that still applies; both parties of a
 * dispute.
 */
export const mailsOf =
  ({ clock, contactsOf }: Pick<InvoicesDeps, 'clock' | 'contactsOf'>) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly InvoiceMail[]> => {
    if (!notifiedTo.has(event.type)) return []
    // A credit for a dispute is notified as the end of the dispute.
    if (event.type === 'CreditNoteCreated' && event['caseId'] !== undefined) return []
    const { invoiceId } = ofInvoice.parse(event)
    const invoice = await findInvoice(tx, invoiceId)
    if (!invoice) throw new Error(`invoice ${invoiceId} of an event is not known`)
    const { sellerId, organisationId, seller, buyer } = invoice
    // Invoices of the service go through an e-invoice operator, and it reads disputes among its cases.
    if (sellerId === 'service' && !isOfService(event)) return []
    const isOver = !isOverdue(invoice, dateInHelsinki(clock.now()))
    if (event.type === 'InvoiceReminded' && isOver) return []
    const day = payableUntil(invoice)
    const debt =
      invoice.kind === 'invoice' ? invoice : await findInvoice(tx, invoice.credits.invoiceId)
    // A new or withdrawn dispute is notified to the operator, a decided one to the payer (R296).
    const toPointOperator =
      event.type === 'InvoiceDisputed' ||
      (event.type === 'DisputeSettled' && event['outcome'] === 'withdrawn')
    const [notified, other] = toPointOperator ? [seller, buyer] : [buyer, seller]
    return (await contactsOf(tx, toPointOperator ? sellerId : organisationId)).map(
      ({ email, language }) => ({
        ...{ to: email, language, organisation: notified.name, name: other.name },
        number: invoice.kind === 'invoice' ? invoice.number : invoice.credits.number,
        ...(day !== undefined && { day }),
        openCents: Math.max(debt === undefined ? 0 : openCentsOf(debt), 0),
      }),
    )
  }

const notifiedTo: ReadonlySet<string> = new Set([
  ...[
    'InvoiceCreated',
    'CreditNoteCreated',
    'InvoiceReminded',
    'InvoiceDisputed',
    'DisputeSettled',
  ],
])

/** What the payer of the service is notified of by mail: not a dispute that it withdrew itself. */
const isOfService = ({
  type,
  outcome,
}: {
  readonly type: string
  readonly outcome?: unknown
}): boolean =>
  type === 'CreditNoteCreated' || (type === 'DisputeSettled' && outcome !== 'withdrawn')

const ofInvoice = z.object({ invoiceId: z.string() })
