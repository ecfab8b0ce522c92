import type { InvoiceFormat } from '@sotevarmenne/api/fees'
import type { SellerId } from '#billing/charges/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { bindOperations } from '#platform/operation.ts'
import { changeBilling, changeOwnBilling, viewBilling, viewOwnBilling } from './change-billing.ts'
import type { Invoice } from './contract.ts'
import { creditIn, creditInvoice, creditInvoiceOf } from './credit-invoice.ts'
import { deliverInvoice } from './deliver-invoice.ts'
import type { InvoicesDeps } from './deps.ts'
import { exportAccounting } from './export-accounting.ts'
import { mailsOf } from './mails.ts'
import { markInvoicePaid, markInvoicePaidOf } from './mark-invoice-paid.ts'
import {
  fetchOwnInvoiceDocument,
  listChargesOfOwnInvoice,
  listOwnInvoices,
  viewOwnInvoice,
} from './own-invoices.ts'
import { runMonth, startRun, startRunIn } from './run-month.ts'
import { sendInvoiceAgain } from './send-invoice-again.ts'
import { recordAllReceived, recordReceived } from './record-payment.ts'
import { documentOf, invoicesShown, showInvoice } from './show-invoices.ts'
import { runsShown } from './show-runs.ts'
import { invoicesByNumber, lockInvoiceByNumber } from './store.ts'
import {
  fetchInvoiceDocument,
  listChargesOfInvoice,
  listInvoiceRuns,
  listInvoices,
  viewInvoice,
} from './view-invoices.ts'

export type Invoices = ReturnType<typeof createInvoices>

export const createInvoices = (deps: InvoicesDeps) => ({
  ...bindOperations(deps, {
    listInvoices,
    viewInvoice,
    listChargesOfInvoice,
    fetchInvoiceDocument,
    creditInvoice,
    markInvoicePaid,
    sendInvoiceAgain,
    listInvoiceRuns,
    startRun,
    exportAccounting,
    viewBilling,
    changeBilling,
    listOwnInvoices,
    viewOwnInvoice,
    listChargesOfOwnInvoice,
    fetchOwnInvoiceDocument,
    viewOwnBilling,
    changeOwnBilling,
  }),
  ...ofAnySeller(deps),
  mailsOf: mailsOf(deps),
  jobs: [runMonth(deps), deliverInvoice(deps)],
})

/**
 * For the modules that act for sellers other than the service, or that settle disputes: each inside its own
 * transaction.
 */
const ofAnySeller = (deps: InvoicesDeps) => ({
  startRunIn: (
    tx: Tx,
    permit: Permit,
    requested: { readonly sellerId: SellerId; readonly month: string },
  ) => startRunIn(deps, tx, permit, requested),
  runsShown: (tx: Tx, requested: Parameters<typeof runsShown>[2]) => runsShown(deps, tx, requested),
  invoicesShown: (tx: Tx, requested: Parameters<typeof invoicesShown>[2]) =>
    invoicesShown(deps, tx, requested),
  showInvoice: (tx: Tx, invoice: Invoice) => showInvoice(deps, tx, invoice),
  documentOf: (found: Parameters<typeof documentOf>[1], format: InvoiceFormat) =>
    documentOf(deps, found, format),
  creditInvoiceOf: (tx: Tx, permit: Permit, requested: Parameters<typeof creditInvoiceOf>[3]) =>
    creditInvoiceOf(deps, tx, permit, requested),
  creditIn: (tx: Tx, permit: Permit, what: Parameters<typeof creditIn>[3]) =>
    creditIn(deps, tx, permit, what),
  /** Invoices of the service, for the files of its bank. */
  invoicesByNumber: (tx: Tx, numbers: readonly number[]) =>
    invoicesByNumber(tx, 'service', numbers),
  lockInvoiceByNumber: (tx: Tx, number: number) => lockInvoiceByNumber(tx, 'service', number),
  recordReceived: (
    tx: Tx,
    permit: Permit,
    invoice: Invoice,
    payment: Parameters<typeof recordReceived>[4],
  ) => recordReceived(deps, tx, permit, invoice, payment),
  recordAllReceived: (tx: Tx, permit: Permit, received: Parameters<typeof recordAllReceived>[3]) =>
    recordAllReceived(deps, tx, permit, received),
  markInvoicePaidOf: (tx: Tx, permit: Permit, requested: Parameters<typeof markInvoicePaidOf>[3]) =>
    markInvoicePaidOf(deps, tx, permit, requested),
})
