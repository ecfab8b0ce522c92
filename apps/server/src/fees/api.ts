import * as contracts from '@sotevarmenne/api/fees'
import { memberProblems } from '#accounts/index.ts'
import { endpoint, streamEndpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Fees } from './create-fees.ts'
import {
  billingProblems,
  creditInvoiceProblems,
  disputeProblems,
  exportAccountingProblems,
  markInvoicePaidProblems,
  ownBillingProblems,
  ownInvoiceProblems,
  periodProblems,
  sendInvoiceAgainProblems,
  settleDisputeProblems,
  startRunProblems,
  viewInvoiceProblems,
} from './problems.ts'

export const feeApi = (fees: Fees): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listCharges,
    deed: 'fees.viewFees',
    act: fees.listCharges,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.listInvoices,
    deed: 'fees.viewFees',
    act: fees.listInvoices,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewInvoice,
    deed: 'fees.viewFees',
    act: fees.viewInvoice,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.listChargesOfInvoice,
    deed: 'fees.viewFees',
    act: fees.listChargesOfInvoice,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.fetchInvoiceDocument,
    deed: 'fees.viewFees',
    act: fees.fetchInvoiceDocument,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.creditInvoice,
    deed: 'fees.creditInvoice',
    act: fees.creditInvoice,
    problems: creditInvoiceProblems,
  }),
  endpoint({
    contract: contracts.markInvoicePaid,
    deed: 'fees.markInvoicePaid',
    act: fees.markInvoicePaid,
    problems: markInvoicePaidProblems,
  }),
  endpoint({
    contract: contracts.sendInvoiceAgain,
    deed: 'fees.sendInvoiceAgain',
    act: fees.sendInvoiceAgain,
    problems: sendInvoiceAgainProblems,
  }),
  endpoint({
    contract: contracts.disputeInvoice,
    deed: 'fees.disputeInvoice',
    act: fees.disputeInvoice,
    problems: disputeProblems,
  }),
  endpoint({
    contract: contracts.settleDispute,
    deed: 'fees.settleDispute',
    act: fees.settleDispute,
    problems: settleDisputeProblems,
  }),
  endpoint({
    contract: contracts.listInvoiceRuns,
    deed: 'fees.viewFees',
    act: fees.listInvoiceRuns,
    problems: {},
  }),
  endpoint({
    contract: contracts.startInvoiceRun,
    deed: 'fees.invoiceMonth',
    act: fees.startRun,
    problems: startRunProblems,
  }),
  streamEndpoint({
    contract: contracts.exportAccounting,
    deed: 'fees.viewFees',
    act: fees.exportAccounting,
    problems: exportAccountingProblems,
  }),
  endpoint({
    contract: contracts.viewBilling,
    deed: 'fees.viewFees',
    act: fees.viewBilling,
    problems: billingProblems,
  }),
  endpoint({
    contract: contracts.changeBilling,
    deed: 'fees.changeBilling',
    act: fees.changeBilling,
    problems: billingProblems,
  }),
  endpoint({
    contract: contracts.listOwnCharges,
    deed: 'fees.viewOwnFees',
    act: fees.listOwnCharges,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.sumOwnCharges,
    deed: 'fees.viewOwnFees',
    act: fees.sumOwnCharges,
    problems: periodProblems,
  }),
  streamEndpoint({
    contract: contracts.exportOwnCharges,
    deed: 'fees.viewOwnFees',
    act: fees.exportOwnCharges,
    problems: periodProblems,
  }),
  endpoint({
    contract: contracts.listOwnInvoices,
    deed: 'fees.viewOwnFees',
    act: fees.listOwnInvoices,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.viewOwnInvoice,
    deed: 'fees.viewOwnFees',
    act: fees.viewOwnInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.listChargesOfOwnInvoice,
    deed: 'fees.viewOwnFees',
    act: fees.listChargesOfOwnInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.fetchOwnInvoiceDocument,
    deed: 'fees.viewOwnFees',
    act: fees.fetchOwnInvoiceDocument,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.viewOwnBilling,
    deed: 'fees.viewOwnFees',
    act: fees.viewOwnBilling,
    problems: ownBillingProblems,
  }),
  endpoint({
    contract: contracts.changeOwnBilling,
    deed: 'fees.changeOwnBilling',
    act: fees.changeOwnBilling,
    problems: ownBillingProblems,
  }),
]
