import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import type * as kept from '@sotevarmenne/api/kept-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ActRefusal } from '#organisations/accounts/index.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { KeeperId } from '../invoices/contract.ts'
import type { FeesDeps } from '../invoices/deps.ts'
import {
  creditDisputed,
  openDispute,
  settle,
  showAgain,
  type DisputeNotOpen,
} from './dispute-invoice.ts'
import type { CreditRefusal } from '../invoices/domain/invoice.ts'
import type { InvoiceNotFound } from '../invoices/credit-invoice.ts'
import { keepingBilling } from '../charges/members.ts'
import { answerOf, forPayer } from '../invoices/show-invoices.ts'
import { findInvoice, lockInvoice } from '../invoices/store.ts'
import { saveAnswer } from '../charges/stores/disputes.ts'

type Shown = AnswerOf<typeof contracts.viewInvoice>

export type WithdrawDisputeRefusal = InvoiceNotFound | DisputeNotOpen

export type SettleKeptDisputeRefusal =
  | WithdrawDisputeRefusal
  | CreditRefusal
  /** Whoever belongs to both organisations does not decide what they disputed. */
  | { readonly kind: 'own-dispute' }

/**
 * The keeper credits what was disputed of its invoice, or refuses with the reason (R295): whoever pays reads it, and once it is
 * refused there are two weeks to pay (R227).
 */
export const settleKeptDispute =
  (deps: FeesDeps) =>
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
        const answer = Buffer.from(decision.text, 'utf8')
        await saveAnswer(tx, threadId, deps.sealing.seal(answer, answerOf(threadId)))
        await settle(deps, tx, permit, { invoice, threadId, outcome: decision.outcome })
        return ok(await showAgain(deps, tx, invoice))
      },
    )

/** Whoever pays takes a dispute with a keeper back (R295); one with the office ends with its thread. */
export const withdrawDispute =
  (deps: FeesDeps) =>
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
