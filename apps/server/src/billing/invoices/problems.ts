import { organisationNotFoundProblems, type OrganisationNotFound } from '#billing/charges/index.ts'
import {
  actionProblems,
  memberProblems,
  type ActionRefusal,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { CreditInvoiceRefusal } from './credit-invoice.ts'
import type { MonthMalformed } from './export-accounting.ts'
import type { MarkInvoicePaidRefusal } from './mark-invoice-paid.ts'
import type { StartRunRefusal } from './run-month.ts'
import type { SendInvoiceAgainRefusal } from './send-invoice-again.ts'
import { texts } from './texts.ts'
import type { InvoiceNotFound } from './view-invoices.ts'

const invoiceNotFound = { status: 404, ...texts.invoiceNotFound }
const notAnInvoice = { status: 409, ...texts.notAnInvoice }
const notAMonth = { status: 422, ...texts.notAMonth }

export const viewInvoiceProblems = {
  'invoice-not-found': invoiceNotFound,
} satisfies ProblemsFor<InvoiceNotFound>

export const creditInvoiceProblems = {
  'invoice-not-found': invoiceNotFound,
  'not-an-invoice': notAnInvoice,
  'nothing-to-credit': { status: 409, ...texts.nothingToCredit },
  'charge-not-on-invoice': { status: 409, ...texts.chargeNotOnInvoice },
} satisfies ProblemsFor<CreditInvoiceRefusal>

export const markInvoicePaidProblems = {
  'invoice-not-found': invoiceNotFound,
  'not-an-invoice': notAnInvoice,
  'not-a-day-of-payment': { status: 422, ...texts.notADayOfPayment },
} satisfies ProblemsFor<MarkInvoicePaidRefusal>

export const sendInvoiceAgainProblems = {
  'invoice-not-found': invoiceNotFound,
  'invoice-not-refused': { status: 409, ...texts.invoiceNotRefused },
} satisfies ProblemsFor<SendInvoiceAgainRefusal>

export const startRunProblems = {
  'not-a-month': notAMonth,
  'month-not-over': { status: 422, ...texts.monthNotOver },
  'no-seller': { status: 503, ...texts.noSeller },
  'month-begun-before': { status: 409, ...texts.monthBegunBefore },
} satisfies ProblemsFor<StartRunRefusal>

export const exportAccountingProblems = {
  'not-a-month': notAMonth,
} satisfies ProblemsFor<MonthMalformed>

export const ownInvoiceProblems = {
  ...memberProblems,
  ...viewInvoiceProblems,
} satisfies ProblemsFor<MemberRefusal | InvoiceNotFound>

export const ownBillingProblems = {
  ...actionProblems,
  ...organisationNotFoundProblems,
} satisfies ProblemsFor<ActionRefusal | OrganisationNotFound>
