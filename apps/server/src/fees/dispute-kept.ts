import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import type * as kept from '@sotevarmenne/api/kept-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ActRefusal } from '#accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { Dispute, Invoice, KeeperId } from './contract.ts'
import type { FeesDeps } from './deps.ts'
import { settle } from './dispute-invoice.ts'
import { isLeft, type CreditRefusal } from './domain/invoice.ts'
import { creditIn, type InvoiceNotFound } from './keep-invoices.ts'
import { keepingBilling } from './members.ts'
import { answerOf, showInvoice } from './show-fees.ts'
import { findInvoice, lockChargesOn, lockInvoice } from './store.ts'
import { chargesOfDispute, lockDispute, saveAnswer } from './stores/disputes.ts'

type Shown = AnswerOf<typeof contracts.viewInvoice>

export type WithdrawDisputeRefusal =
  | InvoiceNotFound
  | { readonly kind: 'dispute-not-found' }
  | { readonly kind: 'dispute-settled-before' }

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
          const disputed = new Set(await chargesOfDispute(tx, threadId))
          const left = (await lockChargesOn(tx, invoiceId, undefined)).filter(
            ({ chargeId, state }) => disputed.has(chargeId) && state.kind === 'invoiced',
          )
          // None is left where the keeper has credited them already: then that is what is told.
          if (left.length > 0) {
            const chargeIds = left.map(({ chargeId }) => chargeId)
            const { because } = decision
            const credited = await creditIn(deps, tx, permit, { invoice, chargeIds, because })
            if (!credited.ok) return credited
          }
        }
        const answer = Buffer.from(decision.text, 'utf8')
        await saveAnswer(tx, threadId, deps.sealing.seal(answer, answerOf(threadId)))
        await settle(deps, tx, permit, { invoice, threadId, outcome: decision.outcome })
        return ok(await shownAgain(deps, tx, invoice))
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
        const may = isLeft(invoice) ? (['dispute'] as const) : []
        return ok({ ...(await shownAgain(deps, tx, invoice)), may: [...may] })
      },
    )

async function openDispute(
  tx: Tx,
  { invoice, threadId }: { readonly invoice: Invoice; readonly threadId: string },
): Promise<Result<Dispute, WithdrawDisputeRefusal>> {
  const dispute = await lockDispute(tx, threadId)
  if (dispute?.invoiceId !== invoice.invoiceId) return refuse({ kind: 'dispute-not-found' })
  return dispute.settled ? refuse({ kind: 'dispute-settled-before' }) : ok(dispute)
}

async function shownAgain(
  deps: FeesDeps,
  tx: Tx,
  { sellerId, invoiceId }: Invoice,
): Promise<Shown> {
  const now = await lockInvoice(tx, sellerId, invoiceId)
  if (!now) throw new Error('unreachable: the invoice is locked')
  return showInvoice(deps, tx, now)
}
