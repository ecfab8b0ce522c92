import * as kept from '@sotevarmenne/api/kept-fees'
import {
  markInvoicePaidProblems,
  ownBillingProblems,
  ownInvoiceProblems,
} from '#billing/invoices/index.ts'
import { actProblems, memberProblems } from '#organisations/accounts/index.ts'
import { endpoint, streamEndpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { OperatorFees } from './create-operator-fees.ts'
import {
  changeSellerProblems,
  creditKeptInvoiceProblems,
  keptMonthProblems,
  remindProblems,
  startKeptRunProblems,
} from './problems.ts'

export const operatorFeeApi = (operatorFees: OperatorFees): readonly Endpoint[] => [
  endpoint({
    contract: kept.viewSeller,
    deed: 'fees.viewKeptFees',
    act: operatorFees.viewSeller,
    problems: ownBillingProblems,
  }),
  endpoint({
    contract: kept.changeSeller,
    deed: 'fees.changeSeller',
    act: operatorFees.changeSeller,
    problems: changeSellerProblems,
  }),
  endpoint({
    contract: kept.listKeptRuns,
    deed: 'fees.viewKeptFees',
    act: operatorFees.listKeptRuns,
    problems: memberProblems,
  }),
  endpoint({
    contract: kept.startKeptRun,
    deed: 'fees.invoiceKeptMonth',
    act: operatorFees.startKeptRun,
    problems: startKeptRunProblems,
  }),
  streamEndpoint({
    contract: kept.exportKeptFinvoice,
    deed: 'fees.viewKeptFees',
    act: operatorFees.exportKeptFinvoice,
    problems: keptMonthProblems,
  }),
  streamEndpoint({
    contract: kept.exportKeptAccounting,
    deed: 'fees.viewKeptFees',
    act: operatorFees.exportKeptAccounting,
    problems: keptMonthProblems,
  }),
  endpoint({
    contract: kept.listKeptVisits,
    deed: 'fees.viewKeptFees',
    act: operatorFees.listKeptVisits,
    problems: { ...keptMonthProblems, ...cursorProblems },
  }),
  streamEndpoint({
    contract: kept.exportKeptVisits,
    deed: 'fees.viewKeptFees',
    act: operatorFees.exportKeptVisits,
    problems: keptMonthProblems,
  }),
  endpoint({
    contract: kept.listKeptInvoices,
    deed: 'fees.viewKeptFees',
    act: operatorFees.listKeptInvoices,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: kept.viewKeptInvoice,
    deed: 'fees.viewKeptFees',
    act: operatorFees.viewKeptInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: kept.listChargesOfKeptInvoice,
    deed: 'fees.viewKeptFees',
    act: operatorFees.listChargesOfKeptInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: kept.fetchKeptInvoiceDocument,
    deed: 'fees.viewKeptFees',
    act: operatorFees.fetchKeptInvoiceDocument,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: kept.creditKeptInvoice,
    deed: 'fees.creditKeptInvoice',
    act: operatorFees.creditKeptInvoice,
    problems: creditKeptInvoiceProblems,
  }),
  endpoint({
    contract: kept.markKeptInvoicePaid,
    deed: 'fees.markKeptInvoicePaid',
    act: operatorFees.markKeptInvoicePaid,
    problems: { ...actProblems, ...markInvoicePaidProblems },
  }),
  endpoint({
    contract: kept.remindOfKeptInvoice,
    deed: 'fees.remindOfKeptInvoice',
    act: operatorFees.remindOfKeptInvoice,
    problems: remindProblems,
  }),
]
