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
    operation: 'fees.viewOperatorFees',
    action: operatorFees.viewSeller,
    problems: ownBillingProblems,
  }),
  endpoint({
    contract: stored.changeSeller,
    operation: 'fees.changeSeller',
    action: operatorFees.changeSeller,
    problems: changeSellerProblems,
  }),
  endpoint({
    contract: stored.listOperatorInvoiceRuns,
    operation: 'fees.viewOperatorFees',
    action: operatorFees.listOperatorInvoiceRuns,
    problems: memberProblems,
  }),
  endpoint({
    contract: stored.startOperatorInvoiceRun,
    operation: 'fees.invoiceOperatorMonth',
    action: operatorFees.startOperatorInvoiceRun,
    problems: startOperatorInvoiceRunProblems,
  }),
  streamEndpoint({
    contract: stored.exportOperatorFinvoice,
    operation: 'fees.viewOperatorFees',
    action: operatorFees.exportOperatorFinvoice,
    problems: operatorMonthProblems,
  }),
  streamEndpoint({
    contract: stored.exportOperatorAccounting,
    operation: 'fees.viewOperatorFees',
    action: operatorFees.exportOperatorAccounting,
    problems: operatorMonthProblems,
  }),
  endpoint({
    contract: stored.listOperatorVisits,
    operation: 'fees.viewOperatorFees',
    action: operatorFees.listOperatorVisits,
    problems: { ...operatorMonthProblems, ...cursorProblems },
  }),
  streamEndpoint({
    contract: stored.exportOperatorVisits,
    operation: 'fees.viewOperatorFees',
    action: operatorFees.exportOperatorVisits,
    problems: operatorMonthProblems,
  }),
  endpoint({
    contract: stored.listOperatorInvoices,
    operation: 'fees.viewOperatorFees',
    action: operatorFees.listOperatorInvoices,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: stored.viewOperatorInvoice,
    operation: 'fees.viewOperatorFees',
    action: operatorFees.viewOperatorInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: stored.listChargesOfOperatorInvoice,
    operation: 'fees.viewOperatorFees',
    action: operatorFees.listChargesOfOperatorInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: stored.fetchOperatorInvoiceDocument,
    operation: 'fees.viewOperatorFees',
    action: operatorFees.fetchOperatorInvoiceDocument,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: stored.creditOperatorInvoice,
    operation: 'fees.creditOperatorInvoice',
    action: operatorFees.creditOperatorInvoice,
    problems: creditOperatorInvoiceProblems,
  }),
  endpoint({
    contract: stored.markOperatorInvoicePaid,
    operation: 'fees.markOperatorInvoicePaid',
    action: operatorFees.markOperatorInvoicePaid,
    problems: { ...actionProblems, ...markInvoicePaidProblems },
  }),
  endpoint({
    contract: stored.remindOfOperatorInvoice,
    operation: 'fees.remindOfOperatorInvoice',
    action: operatorFees.remindOfOperatorInvoice,
    problems: remindProblems,
  }),
]
