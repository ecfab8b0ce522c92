import { organisationNotFoundProblems } from '#billing/charges/index.ts'
import { actionProblems, memberProblems } from '#organisations/accounts/index.ts'
import { texts } from './texts.ts'

export const invoiceNotFound = { status: 404, ...texts.invoiceNotFound }
const notAnInvoice = { status: 409, ...texts.notAnInvoice }
const notAMonth = { status: 422, ...texts.notAMonth }

export const viewInvoiceProblems = {
  'invoice-not-found': invoiceNotFound,
}

export const creditInvoiceProblems = {
  'invoice-not-found': invoiceNotFound,
  'not-an-invoice': notAnInvoice,
  'nothing-to-credit': { status: 409, ...texts.nothingToCredit },
  'charge-not-on-invoice': { status: 409, ...texts.chargeNotOnInvoice },
}

export const markInvoicePaidProblems = {
  'invoice-not-found': invoiceNotFound,
  'not-an-invoice': notAnInvoice,
  'not-a-day-of-payment': { status: 422, ...texts.notADayOfPayment },
  'nothing-to-pay': { status: 409, ...texts.nothingToPay },
}

export const startRunProblems = {
  'not-a-month': notAMonth,
  'month-not-over': { status: 422, ...texts.monthNotOver },
  'no-seller': { status: 503, ...texts.noSeller },
  'month-begun-before': { status: 409, ...texts.monthBegunBefore },
}

export const exportAccountingProblems = {
  'not-a-month': notAMonth,
}

export const ownInvoiceProblems = {
  ...memberProblems,
  ...viewInvoiceProblems,
}

export const ownBillingProblems = { ...memberProblems, ...organisationNotFoundProblems }

export const changeOwnBillingProblems = { ...ownBillingProblems, ...actionProblems }
