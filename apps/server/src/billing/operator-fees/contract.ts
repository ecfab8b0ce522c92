import type { AboutInvoice } from '#billing/invoices/contract.ts'
import type { UsedSettings } from '#settings/contract.ts'

/** The operator of a registration point has the payer reminded. */
export type InvoiceReminded = {
  readonly type: 'InvoiceReminded'
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
} & AboutInvoice

/** A registration point operator changed its seller data. */
export type SellerChanged = {
  readonly type: 'SellerChanged'
  readonly organisationId: string
  /** The number of its first invoice, if given. */
  readonly firstNumber?: number
}
