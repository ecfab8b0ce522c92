import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import type * as kept from '@sotevarmenne/api/kept-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { keepingBilling } from '#billing/charges/index.ts'
import type { KeeperId } from '#billing/charges/contract.ts'
import { lockInvoice, type CreditRefusal, type InvoiceNotFound } from '#billing/invoices/index.ts'
import type { ActRefusal } from '#organisations/accounts/index.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { DisputesDeps } from './deps.ts'
import {
  creditDisputed,
  openDispute,
  settle,
  showAgain,
  type DisputeNotOpen,
} from './settle-dispute.ts'

type Shown = AnswerOf<typeof contracts.viewInvoice>

export type SettleKeptDisputeRefusal =
  | InvoiceNotFound
  | DisputeNotOpen
  | CreditRefusal
  /** Whoever belongs to both organisations does not decide what they disputed. */
  | { readonly kind: 'own-dispute' }

/**
 * The keeper credits what was disputed of its invoice, or refuses with the reason (R295): whoever pays reads it, and once it is
 * refused there are two weeks to pay (R227).
 */
export const settleKeptDispute =
  (deps: DisputesDeps) =>
  (
    permit: Permit<'fees.settleKeptDispute'>,
    { organisationId, invoiceId, threadId, decision }: InputOf<typeof kept.settleKeptDispute>,
  ): Promise<Result<Shown, ActRefusal | SettleKeptDisputeRefusal>> =>
    keepingBilling(
      deps,
      permit,
      organisationId,
      async (tx): Promise<Result<Shown, SettleKeptDisputeRefusal>> => {
        const sellerId = organisationId as KeeperId
        const invoice = await lockInvoice(tx, sellerId, invoiceId)
        if (!invoice) return refuse({ kind: 'invoice-not-found' })
        const open = await openDispute(tx, { invoice, threadId })
        if (!open.ok) return open
        if (open.value.disputedBy === personOf(permit)) return refuse({ kind: 'own-dispute' })
        if (decision.outcome === 'credited') {
          const { because } = decision
          const credited = await creditDisputed(deps, tx, permit, { invoice, threadId, because })
          if (!credited.ok) return credited
        }
        await deps.charges.saveAnswer(tx, threadId, decision.text)
        await settle(deps, tx, permit, { invoice, threadId, outcome: decision.outcome })
        return ok(await showAgain(deps, tx, invoice))
      },
    )
