import { bindOperations } from '#platform/operation.ts'
import {
  creditOperatorInvoice,
  markOperatorInvoicePaid,
  startOperatorInvoiceRun,
} from './change-operator-invoices.ts'
import { changeSeller, viewSeller } from './change-seller.ts'
import type { OperatorFeesDeps } from './deps.ts'
import { exportOperatorAccounting, exportOperatorFinvoice } from './export-operator-invoices.ts'
import { exportOperatorVisits, listOperatorVisits } from './operator-visits.ts'
import { remindOfOperatorInvoice } from './remind-payer.ts'
import {
  fetchOperatorInvoiceDocument,
  listChargesOfOperatorInvoice,
  listOperatorInvoices,
  listOperatorInvoiceRuns,
  viewOperatorInvoice,
} from './view-operator-invoices.ts'

export const createOperatorFees = (deps: OperatorFeesDeps) =>
  bindOperations(deps, {
    viewSeller,
    changeSeller,
    listOperatorInvoiceRuns,
    startOperatorInvoiceRun,
    exportOperatorFinvoice,
    exportOperatorAccounting,
    listOperatorVisits,
    exportOperatorVisits,
    listOperatorInvoices,
    viewOperatorInvoice,
    listChargesOfOperatorInvoice,
    fetchOperatorInvoiceDocument,
    creditOperatorInvoice,
    markOperatorInvoicePaid,
    remindOfOperatorInvoice,
  })
