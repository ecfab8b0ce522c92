import { creditInvoiceProblems, viewInvoiceProblems } from '#billing/invoices/index.ts'
import { actionProblems, type ActionRefusal } from '#organisations/accounts/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { handleCaseProblems, openCaseProblems } from '#support/cases/index.ts'
import type { DisputeRefusal } from './dispute-invoice.ts'
import type { DisputeNotOpen, SettleDisputeRefusal } from './settle-dispute.ts'
import type { SettleOperatorDisputeRefusal } from './settle-operator-dispute.ts'
import { texts } from './texts.ts'
import type { WithdrawDisputeRefusal } from './withdraw-dispute.ts'

export const disputeProblems = {
  ...actionProblems,
  ...viewInvoiceProblems,
  'not-an-invoice': creditInvoiceProblems['not-an-invoice'],
  'charge-not-on-invoice': creditInvoiceProblems['charge-not-on-invoice'],
  'nothing-to-dispute': { status: 409, ...texts.nothingToDispute },
  'charge-disputed-before': { status: 409, ...texts.chargeDisputedBefore },
  'case-created-before': openCaseProblems['case-created-before'],
  'too-many-cases': openCaseProblems['too-many-cases'],
} satisfies ProblemsFor<DisputeRefusal>

const disputeNotOpen = {
  'dispute-not-found': { status: 404, ...texts.disputeNotFound },
  'dispute-settled-before': { status: 409, ...texts.disputeSettledBefore },
} satisfies ProblemsFor<DisputeNotOpen>

export const settleDisputeProblems = {
  ...creditInvoiceProblems,
  ...handleCaseProblems,
  ...disputeNotOpen,
} satisfies ProblemsFor<SettleDisputeRefusal>

export const withdrawDisputeProblems = {
  ...actionProblems,
  ...disputeNotOpen,
  ...viewInvoiceProblems,
} satisfies ProblemsFor<ActionRefusal | WithdrawDisputeRefusal>

export const settleOperatorDisputeProblems = {
  ...actionProblems,
  ...creditInvoiceProblems,
  ...disputeNotOpen,
  ...dualControlProblems,
} satisfies ProblemsFor<ActionRefusal | SettleOperatorDisputeRefusal>
