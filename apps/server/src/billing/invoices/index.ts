export { finvoiceOf, taxCode } from './adapters/finvoice.ts'
export { renderInvoice } from './adapters/invoice-typst.ts'
export { operatorHttp } from './adapters/operator-http.ts'
export { billingFor } from './buyer.ts'
export type { Seller } from './contract.ts'
export { createInvoices, type Invoices } from './create-invoices.ts'
export type { CreditInvoiceRefusal } from './credit-invoice.ts'
export { aboutInvoice } from './deliver-invoice.ts'
export {
  checkReminder,
  openCentsOf,
  type CreditRefusal,
  type ReminderRefusal,
} from './domain/invoice.ts'
export { readMonth } from './domain/month.ts'
export { accountingOf, pagesOfMonth, type MonthMalformed } from './export-accounting.ts'
export type { MarkInvoicePaidRefusal } from './mark-invoice-paid.ts'
export {
  creditInvoiceProblems,
  exportAccountingProblems,
  markInvoicePaidProblems,
  changeOwnBillingProblems,
  ownBillingProblems,
  ownInvoiceProblems,
  startRunProblems,
  viewInvoiceProblems,
} from './problems.ts'
export type { StartRunRefusal } from './run-month.ts'
export { exampleSeller, readSeller } from './seller.ts'
export { chargesOnDocument, forPayer, type DocumentOf } from './show-invoices.ts'
export { findInvoice, findInvoiceOf, lockInvoice, saveReminded } from './store.ts'
export { findFirstNumber, findSeller, saveFirstNumber, saveSeller } from './stores/sellers.ts'
export type { InvoiceNotFound } from './view-invoices.ts'
