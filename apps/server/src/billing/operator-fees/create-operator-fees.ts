import {
  creditOperatorInvoice,
  markOperatorInvoicePaid,
  startOperatorInvoiceRun,
} from './change-operator-invoices.ts'
import { changeSeller, viewSeller } from './change-seller.ts'
import type { OperatorFeesDeps } from './deps.ts'
import { exportOperatorAccounting, exportOperatorFinvoice } from './export-operator-invoices.ts'
import { mailsOf } from './mails.ts'
import { exportOperatorVisits, listOperatorVisits } from './operator-visits.ts'
import { remindOfOperatorInvoice } from './remind-payer.ts'
import {
  fetchOperatorInvoiceDocument,
  listChargesOfOperatorInvoice,
  listOperatorInvoices,
  listOperatorInvoiceRuns,
  viewOperatorInvoice,
} from './view-operator-invoices.ts'

export type OperatorFees = ReturnType<typeof createOperatorFees>

export const createOperatorFees = (deps: OperatorFeesDeps) => ({
  viewSeller: viewSeller(deps),
  changeSeller: changeSeller(deps),
  listOperatorVisits: listOperatorVisits(deps),
  exportOperatorVisits: exportOperatorVisits(deps),
  listOperatorInvoiceRuns: listOperatorInvoiceRuns(deps),
  startOperatorInvoiceRun: startOperatorInvoiceRun(deps),
  exportOperatorFinvoice: exportOperatorFinvoice(deps),
  exportOperatorAccounting: exportOperatorAccounting(deps),
  listOperatorInvoices: listOperatorInvoices(deps),
  viewOperatorInvoice: viewOperatorInvoice(deps),
  listChargesOfOperatorInvoice: listChargesOfOperatorInvoice(deps),
  fetchOperatorInvoiceDocument: fetchOperatorInvoiceDocument(deps),
  creditOperatorInvoice: creditOperatorInvoice(deps),
  markOperatorInvoicePaid: markOperatorInvoicePaid(deps),
  remindOfOperatorInvoice: remindOfOperatorInvoice(deps),
  mailsOf: mailsOf(deps),
})
