import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { ActRefusal } from '#organisations/accounts/index.ts'
import type { Subscription } from '#platform/outbox.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { Tx } from '#platform/db.ts'
import type { HandleThreadRefusal } from '#support/cases/index.ts'
import type {
  CreditReason,
  Dispute,
  DisputeOutcome,
  DisputeSettled,
  Invoice,
  InvoiceDisputed,
} from '../invoices/contract.ts'
import { aboutInvoice } from '../invoices/deliver-invoice.ts'
import type { FeesDeps } from '../invoices/deps.ts'
import type { CreditRefusal } from '../invoices/domain/invoice.ts'
import { keepingBilling } from '../charges/members.ts'
import { creditIn, type InvoiceNotFound } from '../invoices/credit-invoice.ts'
import { forPayer, showInvoice } from '../invoices/show-invoices.ts'
import { findInvoice, lockChargesOn, lockInvoice } from '../invoices/store.ts'
import {
  chargesOfDispute,
  disputedAmong,
  insertDispute,
  lockDispute,
  settleDispute as saveSettled,
} from '../charges/stores/disputes.ts'

type Shown = AnswerOf<typeof contracts.viewInvoice>

export type DisputeRefusal =
  | ActRefusal
  | InvoiceNotFound
  | { readonly kind: 'not-an-invoice' }
  /** Credited before, of another invoice, or none. */
  | { readonly kind: 'charge-not-on-invoice'; readonly chargeId: string }
  | { readonly kind: 'nothing-to-dispute' }
  /** Each charge is disputed once (R226). */
  | { readonly kind: 'charge-disputed-before' }
  | { readonly kind: 'thread-made-before' }
  | { readonly kind: 'too-many-threads' }

/**
 * Says for the organisation that charges of an invoice are wrong, or all that are not credited: its thread with the office begins, or
 * the keeper whose invoice it is reads it.
 */
export const disputeInvoice =
  (deps: FeesDeps) =>
  (
    permit: Permit<'fees.disputeInvoice'>,
    asked: InputOf<typeof contracts.disputeInvoice>,
  ): Promise<Result<Shown, DisputeRefusal>> =>
    keepingBilling(
      deps,
      permit,
      asked.organisationId,
      async (tx): Promise<Result<Shown, DisputeRefusal>> => {
        const { organisationId, invoiceId, threadId, chargeIds, subject, text } = asked
        const found = await findInvoice(tx, invoiceId)
        const invoice = found && (await lockInvoice(tx, found.sellerId, invoiceId))
        if (invoice?.organisationId !== organisationId) return refuse({ kind: 'invoice-not-found' })
        if (invoice.kind !== 'invoice') return refuse({ kind: 'not-an-invoice' })
        const before = await lockDispute(tx, threadId)
        if (before)
          return before.invoiceId === invoiceId
            ? ok(forPayer(await showInvoice(deps, tx, invoice), invoice))
            : refuse({ kind: 'thread-made-before' })

        const meant = await chargesMeant(tx, invoice, chargeIds)
        if (!meant.ok) return meant
        // With the keeper of a point its own invoice is disputed, and not with the office (R295).
        const isKept = invoice.sellerId !== 'service'
        if (!isKept) {
          const opened = await deps.threads.openFor(tx, permit, {
            ...{ organisationId, threadId, kind: 'fee-dispute', invoiceId, subject, text },
          })
          if (!opened.ok) return opened
        }
        const dispute = {
          ...{ threadId, invoiceId: invoice.invoiceId, disputedBy: personOf(permit) },
          ...(isKept && { toldSealed: deps.sealing.seal(Buffer.from(text, 'utf8'), threadId) }),
        }
        const isNew = await insertDispute(
          tx,
          { ...dispute, disputedAt: deps.clock.now() },
          meant.value,
        )
        if (isNew < meant.value.length) return refuse({ kind: 'charge-disputed-before' })
        const event: InvoiceDisputed = {
          type: 'InvoiceDisputed',
          ...{ threadId, charges: isNew, ...aboutInvoice(invoice) },
        }
        await deps.record(tx, event, permit)
        return ok(forPayer(await showInvoice(deps, tx, { ...invoice, isDisputed: true }), invoice))
      },
    )

/** Those that are named, or every one that was neither credited nor disputed. */
async function chargesMeant(
  tx: Tx,
  { invoiceId }: Invoice,
  named: readonly string[] | undefined,
): Promise<Result<readonly string[], DisputeRefusal>> {
  const charges = await lockChargesOn(tx, invoiceId, named)
  const ids = charges
    .filter((one) => one.state.kind === 'invoiced' && one.netCents > 0)
    .map((one) => one.chargeId)
  const known = new Set<string>(ids)
  const strange = named?.find((id) => !known.has(id))
  if (strange !== undefined) return refuse({ kind: 'charge-not-on-invoice', chargeId: strange })
  const disputed = await disputedAmong(tx, ids)
  if (named !== undefined && disputed.size > 0) return refuse({ kind: 'charge-disputed-before' })
  const left = ids.filter((id) => !disputed.has(id))
  return left.length > 0 ? ok(left) : refuse({ kind: 'nothing-to-dispute' })
}

export type DisputeNotOpen =
  { readonly kind: 'dispute-not-found' } | { readonly kind: 'dispute-settled-before' }

export type SettleDisputeRefusal =
  InvoiceNotFound | CreditRefusal | DisputeNotOpen | HandleThreadRefusal

/**
 * A handler credits what was disputed, or refuses with the reason: the thread says it, and once it is refused there are two weeks to
 * pay (R227). Nobody settles what they disputed.
 */
export const settleDispute =
  (deps: FeesDeps) =>
  (
    permit: Permit<'fees.settleDispute'>,
    { invoiceId, threadId, stepId, decision }: InputOf<typeof contracts.settleDispute>,
  ): Promise<Result<Shown, SettleDisputeRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, SettleDisputeRefusal>> => {
      const invoice = await lockInvoice(tx, 'service', invoiceId)
      if (!invoice) return refuse({ kind: 'invoice-not-found' })
      const open = await openDispute(tx, { invoice, threadId })
      if (!open.ok) return open
      const isCredited = decision.outcome === 'credited'
      const decided = await deps.threads.decideThread(tx, permit, {
        ...{ threadId, stepId },
        step: { kind: isCredited ? 'accept' : 'refuse', text: decision.text },
      })
      if (!decided.ok) return decided
      if (isCredited) {
        const { because } = decision
        const credited = await creditDisputed(deps, tx, permit, { invoice, threadId, because })
        if (!credited.ok) return credited
      }
      await settle(deps, tx, permit, { invoice, threadId, outcome: decision.outcome })
      return ok(await showAgain(deps, tx, invoice))
    })

/** Hears that an organisation closed the thread of a dispute: that takes it back. */
export const withdrawDisputes = (deps: FeesDeps): Subscription => ({
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

/** Locked, for whoever decides it or takes it back. */
export async function openDispute(
  tx: Tx,
  { invoice, threadId }: { readonly invoice: Invoice; readonly threadId: string },
): Promise<Result<Dispute, DisputeNotOpen>> {
  const dispute = await lockDispute(tx, threadId)
  if (dispute?.invoiceId !== invoice.invoiceId) return refuse({ kind: 'dispute-not-found' })
  return dispute.settled ? refuse({ kind: 'dispute-settled-before' }) : ok(dispute)
}

/** None is left where the seller has credited them already: then that is what is told. */
export async function creditDisputed(
  deps: FeesDeps,
  tx: Tx,
  permit: Permit,
  {
    invoice,
    threadId,
    because,
  }: {
    readonly invoice: Invoice
    readonly threadId: string
    readonly because: CreditReason
  },
): Promise<Result<void, CreditRefusal>> {
  const disputed = new Set(await chargesOfDispute(tx, threadId))
  const left = await lockChargesOn(tx, invoice.invoiceId, undefined)
  const chargeIds = left.map((one) => one.chargeId).filter((id) => disputed.has(id))
  if (chargeIds.length === 0) return ok(undefined)
  const credited = await creditIn(deps, tx, permit, { invoice, chargeIds, because, threadId })
  return credited.ok ? ok(undefined) : credited
}

export async function settle(
  { clock, record }: Pick<FeesDeps, 'clock' | 'record'>,
  tx: Tx,
  permit: Permit,
  {
    invoice,
    threadId,
    outcome,
  }: { readonly invoice: Invoice; readonly threadId: string; readonly outcome: DisputeOutcome },
): Promise<void> {
  await saveSettled(tx, threadId, { outcome, at: clock.now() })
  const event: DisputeSettled = {
    type: 'DisputeSettled',
    ...{ threadId, outcome, ...aboutInvoice(invoice) },
  }
  await record(tx, event, permit)
}

export async function showAgain(
  deps: FeesDeps,
  tx: Tx,
  { sellerId, invoiceId }: Invoice,
): Promise<Shown> {
  const now = await lockInvoice(tx, sellerId, invoiceId)
  if (!now) throw new Error('unreachable: the invoice is locked')
  return showInvoice(deps, tx, now)
}
