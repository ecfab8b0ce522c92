import { randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/payments'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { InvoiceNotFound } from '#billing/invoices/index.ts'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { Payment, PaymentAssigned, PaymentReturned } from './contract.ts'
import type { PaymentsDeps } from './deps.ts'
import { matchEntry } from './domain/match-entry.ts'
import { balanceOf } from './match-all.ts'
import { assignProblems, settleProblems } from './problems.ts'
import { showPayments } from './show-payments.ts'
import { lockPayment, saveDecision } from './store.ts'

export type SettlePaymentRefusal =
  | { readonly kind: 'payment-not-found' }
  /** All of it is on invoices, or was returned. */
  | { readonly kind: 'payment-not-waiting' }

export type AssignPaymentRefusal =
  | SettlePaymentRefusal
  | InvoiceNotFound
  /** Nothing is left to pay of the invoice, or was received for it. */
  | { readonly kind: 'payment-does-not-fit' }

/** Puts what is left of a payment on an invoice, as far as it fits; the rest goes on waiting. */
export const assignPayment = operation({
  contract: api.assignPayment,
  problems: assignProblems,
  handle:
    (deps: PaymentsDeps) =>
    (permit, { entryId, invoiceNumber, reason }) =>
      deps.db.write(async (tx): Promise<Result<api.PaymentView, AssignPaymentRefusal>> => {
        const payment = await lockWaiting(deps, tx, entryId)
        if (!payment.ok) return payment
        const invoice = await deps.invoices.lockInvoiceByNumber(tx, invoiceNumber)
        if (!invoice) return refuse({ kind: 'invoice-not-found' })
        const { paidOn, leftCents } = payment.value
        const match = matchEntry({ amountCents: leftCents }, balanceOf(invoice))
        const { amountCents } = match
        if (amountCents === 0) return refuse({ kind: 'payment-does-not-fit' })

        await deps.invoices.recordReceived(tx, permit, invoice, { entryId, amountCents, paidOn })
        const event: PaymentAssigned = {
          ...{ type: 'PaymentAssigned', entryId, invoiceId: invoice.invoiceId, amountCents },
        }
        await deps.record(tx, event, permit)
        const decided = { kind: 'assigned', amountCents, invoiceNumber, reason } as const
        return ok(await decide(deps, tx, permit, payment.value, decided))
      }),
})

/** Records that the rest of a payment is settled outside the service. */
export const returnPayment = operation({
  contract: api.returnPayment,
  problems: settleProblems,
  handle:
    (deps: PaymentsDeps) =>
    (permit, { entryId, reason }) =>
      deps.db.write(async (tx): Promise<Result<api.PaymentView, SettlePaymentRefusal>> => {
        const payment = await lockWaiting(deps, tx, entryId)
        if (!payment.ok) return payment
        const amountCents = payment.value.leftCents
        const event: PaymentReturned = { type: 'PaymentReturned', entryId, amountCents }
        await deps.record(tx, event, permit)
        const decided = { kind: 'returned', amountCents, reason } as const
        return ok(await decide(deps, tx, permit, payment.value, decided))
      }),
})

async function lockWaiting(
  { sealing }: PaymentsDeps,
  tx: Tx,
  entryId: string,
): Promise<Result<Payment, SettlePaymentRefusal>> {
  const payment = await lockPayment(tx, sealing, entryId)
  if (!payment) return refuse({ kind: 'payment-not-found' })
  return payment.leftCents === 0 ? refuse({ kind: 'payment-not-waiting' }) : ok(payment)
}

async function decide(
  deps: PaymentsDeps,
  tx: Tx,
  permit: Permit,
  payment: Payment,
  decided: {
    readonly kind: 'assigned' | 'returned'
    readonly amountCents: number
    readonly invoiceNumber?: number
    readonly reason: string
  },
): Promise<api.PaymentView> {
  const leftCents = payment.leftCents - decided.amountCents
  await saveDecision(tx, deps.sealing, {
    ...{ ...decided, decisionId: randomUUID(), entryId: payment.entryId, leftCents },
    ...{ decidedAt: deps.clock.now(), decidedBy: personOf(permit) },
  })
  const [shown] = await showPayments(deps, tx, [{ ...payment, leftCents }])
  if (!shown) throw new Error('unreachable: one payment was shown')
  return shown
}
