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
    deed: 'fees.viewFees',
    act: invoices.listInvoices,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewInvoice,
    deed: 'fees.viewFees',
    act: invoices.viewInvoice,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.listChargesOfInvoice,
    deed: 'fees.viewFees',
    act: invoices.listChargesOfInvoice,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.fetchInvoiceDocument,
    deed: 'fees.viewFees',
    act: invoices.fetchInvoiceDocument,
    problems: viewInvoiceProblems,
  }),
  endpoint({
    contract: contracts.creditInvoice,
    deed: 'fees.creditInvoice',
    act: invoices.creditInvoice,
    problems: creditInvoiceProblems,
  }),
  endpoint({
    contract: contracts.markInvoicePaid,
    deed: 'fees.markInvoicePaid',
    act: invoices.markInvoicePaid,
    problems: markInvoicePaidProblems,
  }),
  endpoint({
    contract: contracts.sendInvoiceAgain,
    deed: 'fees.sendInvoiceAgain',
    act: invoices.sendInvoiceAgain,
    problems: sendInvoiceAgainProblems,
  }),
  endpoint({
    contract: contracts.listInvoiceRuns,
    deed: 'fees.viewFees',
    act: invoices.listInvoiceRuns,
    problems: {},
  }),
  endpoint({
    contract: contracts.startInvoiceRun,
    deed: 'fees.invoiceMonth',
    act: invoices.startRun,
    problems: startRunProblems,
  }),
  streamEndpoint({
    contract: contracts.exportAccounting,
    deed: 'fees.viewFees',
    act: invoices.exportAccounting,
    problems: exportAccountingProblems,
  }),
  endpoint({
    contract: contracts.viewBilling,
    deed: 'fees.viewFees',
    act: invoices.viewBilling,
    problems: organisationNotFoundProblems,
  }),
  endpoint({
    contract: contracts.changeBilling,
    deed: 'fees.changeBilling',
    act: invoices.changeBilling,
    problems: organisationNotFoundProblems,
  }),
]

/** For members of the account of the organisation that pays. */
const ownInvoices = (invoices: Invoices): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listOwnInvoices,
    deed: 'fees.viewOwnFees',
    act: invoices.listOwnInvoices,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.viewOwnInvoice,
    deed: 'fees.viewOwnFees',
    act: invoices.viewOwnInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.listChargesOfOwnInvoice,
    deed: 'fees.viewOwnFees',
    act: invoices.listChargesOfOwnInvoice,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.fetchOwnInvoiceDocument,
    deed: 'fees.viewOwnFees',
    act: invoices.fetchOwnInvoiceDocument,
    problems: ownInvoiceProblems,
  }),
  endpoint({
    contract: contracts.viewOwnBilling,
    deed: 'fees.viewOwnFees',
    act: invoices.viewOwnBilling,
    problems: ownBillingProblems,
  }),
  endpoint({
    contract: contracts.changeOwnBilling,
    deed: 'fees.changeOwnBilling',
    act: invoices.changeOwnBilling,
    problems: ownBillingProblems,
  }),
]
