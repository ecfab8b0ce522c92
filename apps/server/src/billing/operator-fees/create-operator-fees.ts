import { creditKeptInvoice, markKeptInvoicePaid, startKeptRun } from './change-operator-invoices.ts'
import { changeSeller, viewSeller } from './change-seller.ts'
import type { OperatorFeesDeps } from './deps.ts'
import { exportKeptAccounting, exportKeptFinvoice } from './export-operator-invoices.ts'
import { mailsOf } from './mails.ts'
import { exportKeptVisits, listKeptVisits } from './operator-visits.ts'
import { remindOfKeptInvoice } from './remind-payer.ts'
import {
  fetchKeptInvoiceDocument,
  listChargesOfKeptInvoice,
  listKeptInvoices,
  listKeptRuns,
  viewKeptInvoice,
} from './view-operator-invoices.ts'

export type OperatorFees = ReturnType<typeof createOperatorFees>

export const createOperatorFees = (deps: OperatorFeesDeps) => ({
  viewSeller: viewSeller(deps),
  changeSeller: changeSeller(deps),
  listKeptVisits: listKeptVisits(deps),
  exportKeptVisits: exportKeptVisits(deps),
  listKeptRuns: listKeptRuns(deps),
  startKeptRun: startKeptRun(deps),
  exportKeptFinvoice: exportKeptFinvoice(deps),
  exportKeptAccounting: exportKeptAccounting(deps),
  listKeptInvoices: listKeptInvoices(deps),
  viewKeptInvoice: viewKeptInvoice(deps),
  listChargesOfKeptInvoice: listChargesOfKeptInvoice(deps),
  fetchKeptInvoiceDocument: fetchKeptInvoiceDocument(deps),
  creditKeptInvoice: creditKeptInvoice(deps),
  markKeptInvoicePaid: markKeptInvoicePaid(deps),
  remindOfKeptInvoice: remindOfKeptInvoice(deps),
  mailsOf: mailsOf(deps),
})
