import {
  actProblems,
  memberProblems,
  type ActRefusal,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { handleThreadProblems, openThreadProblems } from '#support/cases/index.ts'
import type { SettleKeptDisputeRefusal, WithdrawDisputeRefusal } from '../disputes/settle-operator-dispute.ts'
import type { DisputeNotOpen, DisputeRefusal, SettleDisputeRefusal } from '../disputes/dispute-invoice.ts'
import type { MonthMalformed } from './export-accounting.ts'
import type { BillingRefusal } from './change-billing.ts'
import type { ChangeCostCentreRefusal } from '../charges/change-cost-centre.ts'
import type {
  CreditInvoiceRefusal,
  InvoiceNotFound,
  MarkInvoicePaidRefusal,
  SendInvoiceAgainRefusal,
} from './credit-invoice.ts'
import type { CreditKeptInvoiceRefusal } from '../operator-fees/operator-fees.ts'
import type { ChangeSellerRefusal } from '../operator-fees/change-seller.ts'
import type { MoveChargesRefusal } from '../charges/move-charges.ts'
import type { PeriodRefusal } from './own-invoices.ts'
import type { RemindRefusal } from '../operator-fees/remind-payer.ts'
import type { StartRunRefusal } from './run-month.ts'
import { texts } from './texts.ts'

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

export const creditKeptInvoiceProblems = {
  ...actProblems,
  ...creditInvoiceProblems,
  'payer-not-found': { status: 422, ...texts.payerNotFound },
  'not-another-payer': { status: 422, ...texts.notAnotherPayer },
} satisfies ProblemsFor<ActRefusal | CreditKeptInvoiceRefusal>

export const disputeProblems = {
  ...actProblems,
  'invoice-not-found': invoiceNotFound,
  'not-an-invoice': notAnInvoice,
  'charge-not-on-invoice': { status: 409, ...texts.chargeNotOnInvoice },
  'nothing-to-dispute': { status: 409, ...texts.nothingToDispute },
  'charge-disputed-before': { status: 409, ...texts.chargeDisputedBefore },
  'thread-made-before': openThreadProblems['thread-made-before'],
  'too-many-threads': openThreadProblems['too-many-threads'],
} satisfies ProblemsFor<DisputeRefusal>

const disputeNotOpen = {
  'dispute-not-found': { status: 404, ...texts.disputeNotFound },
  'dispute-settled-before': { status: 409, ...texts.disputeSettledBefore },
} satisfies ProblemsFor<DisputeNotOpen>

export const settleDisputeProblems = {
  ...creditInvoiceProblems,
  ...handleThreadProblems,
  ...disputeNotOpen,
} satisfies ProblemsFor<SettleDisputeRefusal>

export const withdrawDisputeProblems = {
  ...actProblems,
  ...disputeNotOpen,
  'invoice-not-found': invoiceNotFound,
} satisfies ProblemsFor<ActRefusal | WithdrawDisputeRefusal>

export const settleKeptDisputeProblems = {
  ...actProblems,
  ...creditInvoiceProblems,
  ...disputeNotOpen,
  'own-dispute': { status: 403, ...texts.ownDispute },
} satisfies ProblemsFor<ActRefusal | SettleKeptDisputeRefusal>

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

export const billingProblems = {
  'organisation-not-found': { status: 404, ...texts.organisationNotFound },
} satisfies ProblemsFor<BillingRefusal>

export const moveChargesProblems = {
  ...billingProblems,
  'nothing-to-move': { status: 409, ...texts.nothingToMove },
} satisfies ProblemsFor<MoveChargesRefusal>

export const ownInvoiceProblems = {
  ...memberProblems,
  ...viewInvoiceProblems,
} satisfies ProblemsFor<MemberRefusal | InvoiceNotFound>

export const periodProblems = {
  ...memberProblems,
  'not-a-period': { status: 422, ...texts.notAPeriod },
} satisfies ProblemsFor<MemberRefusal | PeriodRefusal>

export const ownBillingProblems = {
  ...actProblems,
  ...billingProblems,
} satisfies ProblemsFor<ActRefusal | BillingRefusal>

export const changeCostCentreProblems = {
  ...ownBillingProblems,
  'unit-not-found': { status: 422, ...texts.unitNotFound },
} satisfies ProblemsFor<ActRefusal | ChangeCostCentreRefusal>

export const changeSellerProblems = {
  ...ownBillingProblems,
  'keeps-no-point': { status: 409, ...texts.keepsNoPoint },
  'not-an-account-number': { status: 422, ...texts.notAnAccountNumber },
  'numbers-begun': { status: 409, ...texts.numbersBegun },
} satisfies ProblemsFor<ChangeSellerRefusal>

export const startKeptRunProblems = {
  ...actProblems,
  ...startRunProblems,
  'no-seller': { status: 409, ...texts.noSellerOfKeeper },
} satisfies ProblemsFor<ActRefusal | StartRunRefusal>

export const remindProblems = {
  ...actProblems,
  ...viewInvoiceProblems,
  'not-overdue': { status: 409, ...texts.notOverdue },
  'reminded-lately': { status: 409, ...texts.remindedLately },
  'nobody-to-remind': { status: 409, ...texts.nobodyToRemind },
} satisfies ProblemsFor<ActRefusal | RemindRefusal>

export const keptMonthProblems = {
  ...memberProblems,
  ...exportAccountingProblems,
} satisfies ProblemsFor<MemberRefusal | MonthMalformed>
