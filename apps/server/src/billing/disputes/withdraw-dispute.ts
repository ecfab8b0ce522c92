import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { changeAsMember, lockDispute } from '#billing/charges/index.ts'
import {
  findInvoice,
  forPayer,
  lockInvoice,
  type InvoiceNotFound,
  viewInvoiceProblems,
} from '#billing/invoices/index.ts'
import type { ActionRefusal } from '#organisations/accounts/index.ts'
import type { Subscription } from '#platform/outbox.ts'
import { actionProblems } from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import type { DisputesDeps } from './deps.ts'
import { openDispute, settle, showAgain, type DisputeNotOpen } from './settle-dispute.ts'
import { disputeNotOpen } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewInvoice>

export type WithdrawDisputeRefusal = InvoiceNotFound | DisputeNotOpen

/** The payer withdraws a dispute with an operator (R295); one with the office ends with its case. */
export const withdrawDispute = operation({
  contract: contracts.withdrawDispute,
  problems: {
    ...actionProblems,
    ...disputeNotOpen,
    ...viewInvoiceProblems,
  },
  handle:
    (deps: DisputesDeps) =>
    (
      permit,
      { organisationId, invoiceId, caseId },
    ): Promise<Result<Shown, ActionRefusal | WithdrawDisputeRefusal>> =>
      changeAsMember(
        deps,
        permit,
        organisationId,
        async (tx): Promise<Result<Shown, WithdrawDisputeRefusal>> => {
          const found = await findInvoice(tx, invoiceId)
          const invoice =
            found?.organisationId === organisationId && found.sellerId !== 'service'
              ? await lockInvoice(tx, found.sellerId, invoiceId)
              : undefined
          if (!invoice) return refuse({ kind: 'invoice-not-found' })
          const open = await openDispute(tx, { invoice, caseId })
          if (!open.ok) return open
          await settle(deps, tx, permit, { invoice, caseId, outcome: 'withdrawn' })
          return ok(forPayer(await showAgain(deps, tx, invoice), invoice))
        },
      ),
})

/** Subscribes to an organisation's closing of a dispute's case: that withdraws the dispute. */
export const withdrawDisputes = (deps: DisputesDeps): Subscription => ({
  event: 'CaseStepTaken',
  listener: 'fees.withdrawDispute',
  concerns: (event) => closing.safeParse(event).success,
  handle: async (event) => {
    const { caseId } = closing.parse(event)
    await deps.db.write(async (tx) => {
      const dispute = await lockDispute(tx, caseId)
      if (dispute === undefined || dispute.settled) return ok(undefined)
      const invoice = await lockInvoice(tx, 'service', dispute.invoiceId)
      if (!invoice) throw new Error(`dispute ${caseId} has no invoice`)
      const permit = deps.systemPermit('fees.followDisputes')
      await settle(deps, tx, permit, { invoice, caseId, outcome: 'withdrawn' })
      return ok(undefined)
    })
  },
})

const closing = z.object({
  caseId: z.string(),
  kind: z.literal('fee-dispute'),
  step: z.literal('close'),
})
