import { startRunProblems, viewInvoiceProblems } from '#billing/invoices/index.ts'
import { texts } from './texts.ts'

export const readProblems = {
  'no-seller': startRunProblems['no-seller'],
  'bank-file-unknown': { status: 422, ...texts.fileUnknown },
  'bank-file-malformed': { status: 422, ...texts.fileMalformed },
  'bank-file-encoding': { status: 422, ...texts.fileEncoding },
  'bank-file-incomplete': { status: 422, ...texts.fileIncomplete },
  'bank-file-too-long': { status: 422, ...texts.fileTooLong },
  'bank-file-currency': { status: 422, ...texts.fileCurrency },
  'bank-file-account': { status: 422, ...texts.fileAccount },
}

export const settleProblems = {
  'payment-not-found': { status: 404, ...texts.paymentNotFound },
  'payment-not-waiting': { status: 409, ...texts.paymentNotWaiting },
}

export const assignProblems = {
  ...settleProblems,
  ...viewInvoiceProblems,
  'payment-does-not-fit': { status: 409, ...texts.paymentDoesNotFit },
}
