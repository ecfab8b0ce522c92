import * as stored from '@sotevarmenne/api/operator-fees'
import {
  markInvoicePaidProblems,
  ownBillingProblems,
  ownInvoiceProblems,
} from '#billing/invoices/index.ts'
import { actionProblems, memberProblems } from '#organisations/accounts/index.ts'
import { endpoint, streamEndpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { OperatorFees } from './create-operator-fees.ts'
import {
  changeSellerProblems,
  creditOperatorInvoiceProblems,
  operatorMonthProblems,
  remindProblems,
  startOperatorInvoiceRunProblems,
} from './problems.ts'

export const operatorFeeApi = (operatorFees: OperatorFees): readonly Endpoint[] => [
  endpoint({
    contract: stored.viewSeller,
    action: operatorFees.viewSeller,
    problems: ownBillingProblems,
  }),
  endpoint({
    contract: stored.changeSeller,
    action: operatorFees.changeSeller,
    problems: changeSellerProblems,
  }),
  endpoint({
    contract: stored.listOperatorInvoiceRuns,
    action: operatorFees.listOperatorInvoiceRuns,
    problems: memberProblems,
  }),
  endpoint({
    contract: stored.startOperatorInvoiceRun,
    action: operatorFees.startOperatorInvoiceRun,
    problems: startOperatorInvoiceRunProblems,
  }),
  streamEndpoint({
    contract: stored.exportOperatorFinvoice,
    action: operatorFees.exportOperatorFinvoice,
    problems: operatorMonthProblems,
  }),
  streamEndpoint({
    contract: stored.exportOperatorAccounting,
    action: operatorFees.exportOperatorAccounting,
    problems: operatorMonthProblems,
  }),
  endpoint({
    contract: stored.listOperatorVisits,
    action: operatorFees.listOperatorVisits,
    problems: { ...operatorMonthProblems, ...cursorProblems },
  }),
  streamEndpoint({
    contract: stored.exportOperatorVisits,
    action: operatorFees.exportOperatorVisits,
    problems: operatorMonthProblems,
  }),
  endpoint({
    contract: stored.listOperatorInvoices,
    action: operatorFees.listOperatorInvoices,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: stored.viewOperatorInvoice,
    action: operatorFees.viewOperatorInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: stored.listChargesOfOperatorInvoice,
    action: operatorFees.listChargesOfOperatorInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: stored.fetchOperatorInvoiceDocument,
    action: operatorFees.fetchOperatorInvoiceDocument,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: stored.creditOperatorInvoice,
    action: operatorFees.creditOperatorInvoice,
    problems: creditOperatorInvoiceProblems,
  }),
  endpoint({
    contract: stored.markOperatorInvoicePaid,
    action: operatorFees.markOperatorInvoicePaid,
    problems: { ...actionProblems, ...markInvoicePaidProblems },
  }),
  endpoint({
    contract: stored.remindOfOperatorInvoice,
    action: operatorFees.remindOfOperatorInvoice,
    problems: remindProblems,
  }),
]
