import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { keepingBilling, lockDispute } from '#billing/charges/index.ts'
import {
  findInvoice,
  forPayer,
  lockInvoice,
  type InvoiceNotFound,
} from '#billing/invoices/index.ts'
import type { ActRefusal } from '#organisations/accounts/index.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { DisputesDeps } from './deps.ts'
import { openDispute, settle, showAgain, type DisputeNotOpen } from './settle-dispute.ts'

type Shown = AnswerOf<typeof contracts.viewInvoice>

export type WithdrawDisputeRefusal = InvoiceNotFound | DisputeNotOpen

/** Whoever pays takes a dispute with a keeper back (R295); one with the office ends with its thread. */
export const withdrawDispute =
  (deps: DisputesDeps) =>
  (
    permit: Permit<'fees.disputeInvoice'>,
    { organisationId, invoiceId, threadId }: InputOf<typeof contracts.withdrawDispute>,
  ): Promise<Result<Shown, ActRefusal | WithdrawDisputeRefusal>> =>
    keepingBilling(
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
        const open = await openDispute(tx, { invoice, threadId })
        if (!open.ok) return open
        await settle(deps, tx, permit, { invoice, threadId, outcome: 'withdrawn' })
        return ok(forPayer(await showAgain(deps, tx, invoice), invoice))
      },
    )

/** Hears that an organisation closed the thread of a dispute: that takes it back. */
export const withdrawDisputes = (deps: DisputesDeps): Subscription => ({
  event: 'ThreadStepTaken',
  listener: 'fees.withdrawDispute',
  concerns: (event) => closing.safeParse(event).success,
  handle: async (event) => {
    const { threadId } = closing.parse(event)
    await deps.db.write(async (tx) => {
      const dispute = await lockDispute(tx, threadId)
      if (dispute === undefined || dispute.settled) return ok(undefined)
      const invoice = await lockInvoice(tx, 'service', dispute.invoiceId)
      if (!invoice) throw new Error(`a dispute of no invoice: ${threadId}`)
      const permit = deps.systemPermit('fees.followDisputes')
      await settle(deps, tx, permit, { invoice, threadId, outcome: 'withdrawn' })
      return ok(undefined)
    })
  },
})

const closing = z.object({
  threadId: z.string(),
  kind: z.literal('fee-dispute'),
  step: z.literal('close'),
})
