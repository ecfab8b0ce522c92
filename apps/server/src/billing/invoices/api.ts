import * as contracts from '@sotevarmenne/api/fees'
import { organisationNotFoundProblems } from '#billing/charges/index.ts'
import { memberProblems } from '#organisations/accounts/index.ts'
import { endpoint, streamEndpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Invoices } from './create-invoices.ts'
import {
  creditInvoiceProblems,
  exportAccountingProblems,
  markInvoicePaidProblems,
  ownBillingProblems,
  ownInvoiceProblems,
  sendInvoiceAgainProblems,
  startRunProblems,
  viewInvoiceProblems,
} from './problems.ts'

export const invoiceApi = (invoices: Invoices): readonly Endpoint[] => [
  ...invoicesOfTheService(invoices),
  ...ownInvoices(invoices),
]

/** For the office. */
const invoicesOfTheService = (invoices: Invoices): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listInvoices,
    operation: 'fees.viewFees',
    action: invoices.listInvoices,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewInvoice,
    operation: 'fees.viewFees',
    action: invoices.viewInvoice,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.listChargesOfInvoice,
    operation: 'fees.viewFees',
    action: invoices.listChargesOfInvoice,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.fetchInvoiceDocument,
    operation: 'fees.viewFees',
    action: invoices.fetchInvoiceDocument,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.creditInvoice,
    operation: 'fees.creditInvoice',
    action: invoices.creditInvoice,
    problems: creditInvoiceProblems,
  }),
  endpoint({
    contract: contracts.markInvoicePaid,
    operation: 'fees.markInvoicePaid',
    action: invoices.markInvoicePaid,
    problems: markInvoicePaidProblems,
  }),
  endpoint({
    contract: contracts.sendInvoiceAgain,
    operation: 'fees.sendInvoiceAgain',
    action: invoices.sendInvoiceAgain,
    problems: sendInvoiceAgainProblems,
  }),
  endpoint({
    contract: contracts.listInvoiceRuns,
    operation: 'fees.viewFees',
    action: invoices.listInvoiceRuns,
    problems: {},
  }),
  endpoint({
    contract: contracts.startInvoiceRun,
    operation: 'fees.invoiceMonth',
    action: invoices.startRun,
    problems: startRunProblems,
  }),
  streamEndpoint({
    contract: contracts.exportAccounting,
    operation: 'fees.viewFees',
    action: invoices.exportAccounting,
    problems: exportAccountingProblems,
  }),
  endpoint({
    contract: contracts.viewBilling,
    operation: 'fees.viewFees',
    action: invoices.viewBilling,
    problems: organisationNotFoundProblems,
  }),
  endpoint({
    contract: contracts.changeBilling,
    operation: 'fees.changeBilling',
    action: invoices.changeBilling,
    problems: organisationNotFoundProblems,
  }),
]

/** For members of the account of the organisation that pays. */
const ownInvoices = (invoices: Invoices): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listOwnInvoices,
    operation: 'fees.viewOwnFees',
    action: invoices.listOwnInvoices,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.viewOwnInvoice,
    operation: 'fees.viewOwnFees',
    action: invoices.viewOwnInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.listChargesOfOwnInvoice,
    operation: 'fees.viewOwnFees',
    action: invoices.listChargesOfOwnInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.fetchOwnInvoiceDocument,
    operation: 'fees.viewOwnFees',
    action: invoices.fetchOwnInvoiceDocument,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.viewOwnBilling,
    operation: 'fees.viewOwnFees',
    action: invoices.viewOwnBilling,
    problems: ownBillingProblems,
  }),
  endpoint({
    contract: contracts.changeOwnBilling,
    operation: 'fees.changeOwnBilling',
    action: invoices.changeOwnBilling,
    problems: ownBillingProblems,
  }),
]
