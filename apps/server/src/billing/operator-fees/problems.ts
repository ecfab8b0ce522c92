import {
  creditInvoiceProblems,
  exportAccountingProblems,
  ownBillingProblems,
  startRunProblems,
  viewInvoiceProblems,
  type MonthMalformed,
  type StartRunRefusal,
} from '#billing/invoices/index.ts'
import {
  actionProblems,
  memberProblems,
  type ActionRefusal,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { CreditOperatorInvoiceRefusal } from './change-operator-invoices.ts'
import type { ChangeSellerRefusal } from './change-seller.ts'
import type { RemindRefusal } from './remind-payer.ts'
import { texts } from './texts.ts'

export const creditOperatorInvoiceProblems = {
  ...actionProblems,
  ...creditInvoiceProblems,
  'payer-not-found': { status: 422, ...texts.payerNotFound },
  'not-another-payer': { status: 422, ...texts.notAnotherPayer },
} satisfies ProblemsFor<ActionRefusal | CreditOperatorInvoiceRefusal>

export const changeSellerProblems = {
  ...ownBillingProblems,
  'keeps-no-point': { status: 409, ...texts.keepsNoPoint },
  'not-an-account-number': { status: 422, ...texts.notAnAccountNumber },
  'numbers-begun': { status: 409, ...texts.numbersBegun },
} satisfies ProblemsFor<ChangeSellerRefusal>

export const startOperatorInvoiceRunProblems = {
  ...actionProblems,
  ...startRunProblems,
  'no-seller': { status: 409, ...texts.noSellerOfPointOperator },
} satisfies ProblemsFor<ActionRefusal | StartRunRefusal>

export const remindProblems = {
  ...actionProblems,
  ...viewInvoiceProblems,
  'not-overdue': { status: 409, ...texts.notOverdue },
  'reminded-lately': { status: 409, ...texts.remindedLately },
  'nobody-to-remind': { status: 409, ...texts.nobodyToRemind },
} satisfies ProblemsFor<ActionRefusal | RemindRefusal>

export const operatorMonthProblems = {
  ...memberProblems,
  ...exportAccountingProblems,
} satisfies ProblemsFor<MemberRefusal | MonthMalformed>
