import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import * as stored from '@sotevarmenne/api/operator-fees'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { changeAsMember } from '#billing/charges/index.ts'
import type { PointOperatorId } from '#billing/charges/contract.ts'
import {
  lockInvoice,
  type CreditRefusal,
  type InvoiceNotFound,
  creditInvoiceProblems,
} from '#billing/invoices/index.ts'
import type { ActionRefusal } from '#organisations/accounts/index.ts'
import { personOf } from '#platform/permit.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { actionProblems } from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import type { DisputesDeps } from './deps.ts'
import {
  creditDisputed,
  openDispute,
  settle,
  showAgain,
  type DisputeNotOpen,
} from './settle-dispute.ts'
import { disputeNotOpen } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewInvoice>

export type SettleOperatorDisputeRefusal =
  | InvoiceNotFound
  | DisputeNotOpen
  | CreditRefusal
  /** A member of both organisations does not decide their own dispute. */
  | SecondPersonRequired

/**
 * The operator credits the disputed charges of its invoice, or refuses with the reason (R295): the payer
 * reads it, and after a refusal there are so many days to pay as the setting says (R227).
 */
export const settleOperatorDispute = operation({
  contract: stored.settleOperatorDispute,
  problems: {
    ...actionProblems,
    ...creditInvoiceProblems,
    ...disputeNotOpen,
    ...dualControlProblems,
  },
  handle:
    (deps: DisputesDeps) =>
    (
      permit,
      { organisationId, invoiceId, caseId, decision },
    ): Promise<Result<Shown, ActionRefusal | SettleOperatorDisputeRefusal>> =>
      changeAsMember(
        deps,
        permit,
        organisationId,
        async (tx): Promise<Result<Shown, SettleOperatorDisputeRefusal>> => {
          const sellerId = organisationId as PointOperatorId
          const invoice = await lockInvoice(tx, sellerId, invoiceId)
          if (!invoice) return refuse({ kind: 'invoice-not-found' })
          const open = await openDispute(tx, { invoice, caseId })
          if (!open.ok) return open
          const second = checkDualControl(personOf(permit), [open.value.disputedBy])
          if (!second.ok) return second
          if (decision.outcome === 'credited') {
            const { because } = decision
            const credited = await creditDisputed(deps, tx, permit, { invoice, caseId, because })
            if (!credited.ok) return credited
          }
          await deps.charges.saveReply(tx, caseId, decision.text)
          await settle(deps, tx, permit, { invoice, caseId, outcome: decision.outcome })
          return ok(await showAgain(deps, tx, invoice))
        },
      ),
})
