import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { InvoiceContent } from './contract.ts'

export type PersonNamed = (tx: Tx, personId: string) => Promise<string | undefined>

/** The invoice for people to read: PDF/UA. The same invoice gives the same bytes. */
export type RenderInvoice = (invoice: InvoiceContent) => Promise<Uint8Array>

/**
 * Accepts an invoice for its organisation; idempotent. Returns a refusal where a retry cannot succeed;
 * anything else that goes wrong is a fault, and may be tried again.
 */
export type InvoiceOperator = (invoice: {
  readonly number: number
  /** Finvoice 3.0, UTF-8. */
  readonly finvoice: string
  readonly pdf: Uint8Array
}) => Promise<Result<void, { readonly kind: 'invoice-refused'; readonly because: string }>>
