import type { AboutInvoice } from '#billing/invoices/contract.ts'

/** The keeper of a registration point has whoever owes it reminded. */
export type InvoiceReminded = { readonly type: 'InvoiceReminded' } & AboutInvoice

/** The keeper of registration points said as whom it invoices. */
export type SellerChanged = {
  readonly type: 'SellerChanged'
  readonly organisationId: string
  /** Of its first invoice, where it said so. */
  readonly firstNumber?: number
}
