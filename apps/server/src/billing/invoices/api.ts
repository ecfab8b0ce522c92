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
    action: invoices.listInvoices,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewInvoice,
    action: invoices.viewInvoice,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.listChargesOfInvoice,
    action: invoices.listChargesOfInvoice,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.fetchInvoiceDocument,
    action: invoices.fetchInvoiceDocument,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.creditInvoice,
    action: invoices.creditInvoice,
    problems: creditInvoiceProblems,
  }),
  endpoint({
    contract: contracts.markInvoicePaid,
    action: invoices.markInvoicePaid,
    problems: markInvoicePaidProblems,
  }),
  endpoint({
    contract: contracts.sendInvoiceAgain,
    action: invoices.sendInvoiceAgain,
    problems: sendInvoiceAgainProblems,
  }),
  endpoint({
    contract: contracts.listInvoiceRuns,
    action: invoices.listInvoiceRuns,
    problems: {},
  }),
  endpoint({
    contract: contracts.startInvoiceRun,
    action: invoices.startRun,
    problems: startRunProblems,
  }),
  streamEndpoint({
    contract: contracts.exportAccounting,
    action: invoices.exportAccounting,
    problems: exportAccountingProblems,
  }),
  endpoint({
    contract: contracts.viewBilling,
    action: invoices.viewBilling,
    problems: organisationNotFoundProblems,
  }),
  endpoint({
    contract: contracts.changeBilling,
    action: invoices.changeBilling,
    problems: organisationNotFoundProblems,
  }),
]

/** For members of the account of the organisation that pays. */
const ownInvoices = (invoices: Invoices): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listOwnInvoices,
    action: invoices.listOwnInvoices,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.viewOwnInvoice,
    action: invoices.viewOwnInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.listChargesOfOwnInvoice,
    action: invoices.listChargesOfOwnInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.fetchOwnInvoiceDocument,
    action: invoices.fetchOwnInvoiceDocument,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.viewOwnBilling,
    action: invoices.viewOwnBilling,
    problems: ownBillingProblems,
  }),
  endpoint({
    contract: contracts.changeOwnBilling,
    action: invoices.changeOwnBilling,
    problems: ownBillingProblems,
  }),
]
