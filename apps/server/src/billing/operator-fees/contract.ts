import type { AboutInvoice } from '#billing/invoices/contract.ts'

/** The operator of a registration point has the payer reminded. */
export type InvoiceReminded = { readonly type: 'InvoiceReminded' } & AboutInvoice

/** A registration point operator changed its seller data. */
export type SellerChanged = {
  readonly type: 'SellerChanged'
  readonly organisationId: string
  /** The number of its first invoice, if given. */
  readonly firstNumber?: number
}
