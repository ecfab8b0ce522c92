import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import { findInvoice, isOverdue, payableUntil } from '#billing/invoices/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Language } from '#platform/texts.ts'
import type { OperatorFeesDeps } from './deps.ts'

/** What is written to contacts about an invoice of a keeper of registration points: to those of whoever pays (R265), or of the keeper (R296). */
type InvoiceMail = {
  readonly to: string
  /** The contact's. */
  readonly language: Language
  readonly organisation: string
  /** Of the other one: of the keeper, unless it is the keeper that is written to. */
  readonly name: string
  /** Of the invoice; of a credit note, of the one that it takes back. */
  readonly number: number
  /** The last one to pay. */
  readonly day?: LocalDate
}

/** Tells whoever is asked for the money of an invoice, of a credit note, and of a reminder that is not over; both of a dispute. */
export const mailsOf =
  ({ clock, contactsOf }: Pick<OperatorFeesDeps, 'clock' | 'contactsOf'>) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly InvoiceMail[]> => {
    if (!toldTo.has(event.type)) return []
    // What is credited because it was disputed is told as the end of the dispute.
    if (event.type === 'CreditNoteMade' && event['threadId'] !== undefined) return []
    const { invoiceId } = ofInvoice.parse(event)
    const invoice = await findInvoice(tx, invoiceId)
    if (!invoice) throw new Error(`an event of no invoice: ${invoiceId}`)
    const { sellerId, organisationId, seller, buyer } = invoice
    // What the service asks for goes to the organisation’s operator.
    if (sellerId === 'service') return []
    const isOver = !isOverdue(invoice, dateInHelsinki(clock.now()))
    if (event.type === 'InvoiceReminded' && isOver) return []
    const day = payableUntil(invoice)
    // A dispute that begins or is taken back is for the keeper to hear of, one that was decided for whoever pays (R296).
    const toKeeper =
      event.type === 'InvoiceDisputed' ||
      (event.type === 'DisputeSettled' && event['outcome'] === 'withdrawn')
    const [told, other] = toKeeper ? [seller, buyer] : [buyer, seller]
    return (await contactsOf(tx, toKeeper ? sellerId : organisationId)).map(
      ({ email, language }) => ({
        ...{ to: email, language, organisation: told.name, name: other.name },
        number: invoice.kind === 'invoice' ? invoice.number : invoice.credits.number,
        ...(day !== undefined && { day }),
      }),
    )
  }

const toldTo: ReadonlySet<string> = new Set([
  ...['InvoiceMade', 'CreditNoteMade', 'InvoiceReminded', 'InvoiceDisputed', 'DisputeSettled'],
])

const ofInvoice = z.object({ invoiceId: z.string() })
