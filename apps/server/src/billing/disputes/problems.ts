import { creditInvoiceProblems, viewInvoiceProblems } from '#billing/invoices/index.ts'
import { actProblems, type ActRefusal } from '#organisations/accounts/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { handleThreadProblems, openThreadProblems } from '#support/cases/index.ts'
import type { DisputeRefusal } from './dispute-invoice.ts'
import type { DisputeNotOpen, SettleDisputeRefusal } from './settle-dispute.ts'
import type { SettleKeptDisputeRefusal } from './settle-operator-dispute.ts'
import { texts } from './texts.ts'
import type { WithdrawDisputeRefusal } from './withdraw-dispute.ts'

export const disputeProblems = {
  ...actProblems,
  ...viewInvoiceProblems,
  'not-an-invoice': creditInvoiceProblems['not-an-invoice'],
  'charge-not-on-invoice': creditInvoiceProblems['charge-not-on-invoice'],
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
  ...viewInvoiceProblems,
} satisfies ProblemsFor<ActRefusal | WithdrawDisputeRefusal>

export const settleKeptDisputeProblems = {
  ...actProblems,
  ...creditInvoiceProblems,
  ...disputeNotOpen,
  'own-dispute': { status: 403, ...texts.ownDispute },
} satisfies ProblemsFor<ActRefusal | SettleKeptDisputeRefusal>
