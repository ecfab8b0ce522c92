import { createSealing } from '#platform/sealing.ts'
import { chargeActs } from '../charges/charge-actions.ts'
import { deliverInvoice } from './deliver-invoice.ts'
import type { FeesDeps } from './deps.ts'
import { settleKeptDispute, withdrawDispute } from '../disputes/settle-operator-dispute.ts'
import { disputeInvoice, settleDispute, withdrawDisputes } from '../disputes/dispute-invoice.ts'
import { exportAccounting } from './export-accounting.ts'
import { forgetting, planForgetting } from '../disputes/forget-disputes.ts'
import { changeBilling, viewBilling } from './change-billing.ts'
import { changeCostCentre, viewCostCentres } from '../charges/change-cost-centre.ts'
import { changeSeller, viewSeller } from '../operator-fees/change-seller.ts'
import {
  creditKeptInvoice,
  exportKeptAccounting,
  exportKeptFinvoice,
  fetchKeptInvoiceDocument,
  listChargesOfKeptInvoice,
  listKeptInvoices,
  listKeptRuns,
  markKeptInvoicePaid,
  startKeptRun,
  viewKeptInvoice,
} from '../operator-fees/operator-fees.ts'
import { exportKeptVisits, listKeptVisits } from '../operator-fees/operator-visits.ts'
import { creditInvoice, markInvoicePaid, sendInvoiceAgain } from './credit-invoice.ts'
import { mailsOf } from '../operator-fees/mails.ts'
import { moveCharges } from '../charges/move-charges.ts'
import {
  changeOwnBilling,
  exportOwnCharges,
  fetchOwnInvoiceDocument,
  listChargesOfOwnInvoice,
  listOwnCharges,
  listOwnInvoices,
  sumOwnCharges,
  viewOwnBilling,
  viewOwnInvoice,
} from './own-invoices.ts'
import { payersOfVisits } from '../charges/payers-of-visits.ts'
import { remindOfKeptInvoice } from '../operator-fees/remind-payer.ts'
import { runMonth, startRun } from './run-month.ts'
import {
  fetchInvoiceDocument,
  listCharges,
  listChargesOfInvoice,
  listInvoiceRuns,
  listInvoices,
  viewInvoice,
} from './view-invoices.ts'

export type Fees = ReturnType<typeof createFees>

export function createFees({
  key,
  ...rest
}: Omit<FeesDeps, 'sealing'> & { readonly key: Uint8Array }) {
  return feesOf({ ...rest, sealing: createSealing(key, 'fees') })
}

const feesOf = (deps: FeesDeps) => ({
  listCharges: listCharges(deps),
  listInvoices: listInvoices(deps),
  viewInvoice: viewInvoice(deps),
  listChargesOfInvoice: listChargesOfInvoice(deps),
  fetchInvoiceDocument: fetchInvoiceDocument(deps),
  creditInvoice: creditInvoice(deps),
  markInvoicePaid: markInvoicePaid(deps),
  sendInvoiceAgain: sendInvoiceAgain(deps),
  disputeInvoice: disputeInvoice(deps),
  settleDispute: settleDispute(deps),
  withdrawDispute: withdrawDispute(deps),
  settleKeptDispute: settleKeptDispute(deps),
  listInvoiceRuns: listInvoiceRuns(deps),
  startRun: startRun(deps),
  exportAccounting: exportAccounting(deps),
  moveCharges: moveCharges(deps),
  viewBilling: viewBilling(deps),
  changeBilling: changeBilling(deps),
  listOwnCharges: listOwnCharges(deps),
  sumOwnCharges: sumOwnCharges(deps),
  exportOwnCharges: exportOwnCharges(deps),
  listOwnInvoices: listOwnInvoices(deps),
  viewOwnInvoice: viewOwnInvoice(deps),
  listChargesOfOwnInvoice: listChargesOfOwnInvoice(deps),
  fetchOwnInvoiceDocument: fetchOwnInvoiceDocument(deps),
  viewOwnBilling: viewOwnBilling(deps),
  changeOwnBilling: changeOwnBilling(deps),
  viewCostCentres: viewCostCentres(deps),
  changeCostCentre: changeCostCentre(deps),
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
  payersOfVisits: payersOfVisits(deps),
  mailsOf: mailsOf(deps),
  planForgetting: planForgetting(deps),
  jobs: [runMonth(deps), deliverInvoice(deps), forgetting(deps)],
  subscriptions: [...chargeActs(deps), withdrawDisputes(deps)],
})
