import type { CreditReason, DisputeOutcome } from '@sotevarmenne/api/fees'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  chargesOfDispute,
  lockChargesOn,
  lockDispute,
  settleDispute as saveSettled,
} from '#billing/charges/index.ts'
import type { Dispute } from '#billing/charges/contract.ts'
import {
  aboutInvoice,
  lockInvoice,
  type CreditRefusal,
  type InvoiceNotFound,
  creditInvoiceProblems,
} from '#billing/invoices/index.ts'
import type { Invoice } from '#billing/invoices/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { HandleCaseRefusal } from '#support/cases/index.ts'
import { handleCaseProblems } from '#support/cases/index.ts'
import { operation } from '#platform/operation.ts'
import { settingOn } from '#settings/index.ts'
import type { DisputeSettled } from './contract.ts'
import type { DisputesDeps } from './deps.ts'
import { disputeNotOpen } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewInvoice>

export type DisputeNotOpen =
  { readonly kind: 'dispute-not-found' } | { readonly kind: 'dispute-settled-before' }

export type SettleDisputeRefusal =
  InvoiceNotFound | CreditRefusal | DisputeNotOpen | HandleCaseRefusal

/**
 * A case officer credits the disputed charges, or refuses with the reason: the case says so, and after a
 * refusal there are so many days to pay as the setting says (R227). Nobody settles a dispute of their own.
 */
export const settleDispute = operation({
  contract: contracts.settleDispute,
  problems: {
    ...creditInvoiceProblems,
    ...handleCaseProblems,
    ...disputeNotOpen,
  },
  handle:
    (deps: DisputesDeps) =>
    (permit, { invoiceId, caseId, stepId, decision }) =>
      deps.db.write(async (tx): Promise<Result<Shown, SettleDisputeRefusal>> => {
        const invoice = await lockInvoice(tx, 'service', invoiceId)
        if (!invoice) return refuse({ kind: 'invoice-not-found' })
        const open = await openDispute(tx, { invoice, caseId })
        if (!open.ok) return open
        const isCredited = decision.outcome === 'credited'
        const decided = await deps.cases.decideCase(tx, permit, {
          ...{ caseId, stepId },
          step: { kind: isCredited ? 'accept' : 'refuse', text: decision.text },
        })
        if (!decided.ok) return decided
        if (isCredited) {
          const { because } = decision
          const credited = await creditDisputed(deps, tx, permit, { invoice, caseId, because })
          if (!credited.ok) return credited
        }
        await settle(deps, tx, permit, { invoice, caseId, outcome: decision.outcome })
        return ok(await showAgain(deps, tx, invoice))
      }),
})

/** Locked, to be decided or withdrawn. */
export async function openDispute(
  tx: Tx,
  { invoice, caseId }: { readonly invoice: Invoice; readonly caseId: string },
): Promise<Result<Dispute, DisputeNotOpen>> {
  const dispute = await lockDispute(tx, caseId)
  if (dispute?.invoiceId !== invoice.invoiceId) return refuse({ kind: 'dispute-not-found' })
  return dispute.settled ? refuse({ kind: 'dispute-settled-before' }) : ok(dispute)
}

/** If the seller has credited all of them already, returns that result. */
export async function creditDisputed(
  deps: DisputesDeps,
  tx: Tx,
  permit: Permit,
  {
    invoice,
    caseId,
    because,
  }: {
    readonly invoice: Invoice
    readonly caseId: string
    readonly because: CreditReason
  },
): Promise<Result<void, CreditRefusal>> {
  const disputed = new Set(await chargesOfDispute(tx, caseId))
  const left = await lockChargesOn(tx, invoice.invoiceId, undefined)
  const chargeIds = left.map((one) => one.chargeId).filter((id) => disputed.has(id))
  if (chargeIds.length === 0) return ok(undefined)
  const credited = await deps.invoices.creditIn(tx, permit, {
    invoice,
    chargeIds,
    because,
    caseId,
  })
  return credited.ok ? ok(undefined) : credited
}

export async function settle(
  { clock, record }: Pick<DisputesDeps, 'clock' | 'record'>,
  tx: Tx,
  permit: Permit,
  {
    invoice,
    caseId,
    outcome,
  }: { readonly invoice: Invoice; readonly caseId: string; readonly outcome: DisputeOutcome },
): Promise<void> {
  const at = clock.now()
  await saveSettled(tx, caseId, { outcome, at })
  const { version } = await settingOn(tx, 'payment-term-after-dispute', dateInHelsinki(at))
  const event: DisputeSettled = {
    type: 'DisputeSettled',
    ...{ caseId, outcome, ...aboutInvoice(invoice) },
    ...(outcome === 'refused' && { settings: { 'payment-term-after-dispute': version } }),
  }
  await record(tx, event, permit)
}

export async function showAgain(
  deps: DisputesDeps,
  tx: Tx,
  { sellerId, invoiceId }: Invoice,
): Promise<Shown> {
  const now = await lockInvoice(tx, sellerId, invoiceId)
  if (!now) throw new Error('unreachable: the invoice is locked')
  return deps.invoices.showInvoice(tx, now)
}
