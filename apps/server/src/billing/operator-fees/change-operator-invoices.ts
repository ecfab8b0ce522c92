import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/operator-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { changeAsMember } from '#billing/charges/index.ts'
import type {
  CreditInvoiceRefusal,
  MarkInvoicePaidRefusal,
  StartRunRefusal,
} from '#billing/invoices/index.ts'
import type { ActionRefusal } from '#organisations/accounts/index.ts'
import {
  startRunProblems,
  creditInvoiceProblems,
  markInvoicePaidProblems,
} from '#billing/invoices/index.ts'
import { actionProblems } from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import type { OperatorFeesDeps } from './deps.ts'
import { ofPointOperator } from './view-operator-invoices.ts'
import { texts } from './texts.ts'

/** Starts to invoice a month for the operator. */
export const startOperatorInvoiceRun = operation({
  contract: contracts.startOperatorInvoiceRun,
  problems: {
    ...actionProblems,
    ...startRunProblems,
    'no-seller': { status: 409, ...texts.noSellerOfPointOperator },
  },
  handle:
    (deps: OperatorFeesDeps) =>
    (
      permit,
      { organisationId, month },
    ): Promise<
      Result<ResponseOf<typeof contracts.startOperatorInvoiceRun>, ActionRefusal | StartRunRefusal>
    > =>
      changeAsMember(deps, permit, organisationId, (tx) =>
        deps.invoices.startRunIn(tx, permit, { sellerId: ofPointOperator(organisationId), month }),
      ),
})

export type CreditOperatorInvoiceRefusal =
  | CreditInvoiceRefusal
  | { readonly kind: 'payer-not-found' }
  /** The organisation that was invoiced, or the operator itself. */
  | { readonly kind: 'not-another-payer' }

/**
 * Credits an invoice, or some of its charges, and charges another payer instead: on its next invoice (R228).
 */
export const creditOperatorInvoice = operation({
  contract: contracts.creditOperatorInvoice,
  problems: {
    ...actionProblems,
    ...creditInvoiceProblems,
    'payer-not-found': { status: 422, ...texts.payerNotFound },
    'not-another-payer': { status: 422, ...texts.notAnotherPayer },
  },
  handle:
    (deps: OperatorFeesDeps) =>
    (
      permit,
      { organisationId, payerBusinessId, ...requested },
    ): Promise<Result<OperatorInvoiceView, ActionRefusal | CreditOperatorInvoiceRefusal>> =>
      changeAsMember(
        deps,
        permit,
        organisationId,
        async (tx): Promise<Result<OperatorInvoiceView, CreditOperatorInvoiceRefusal>> => {
          const sellerId = ofPointOperator(organisationId)
          const credited = await deps.invoices.creditInvoiceOf(tx, permit, {
            sellerId,
            ...requested,
          })
          if (!credited.ok) return credited
          const { invoice, charges } = credited.value
          if (payerBusinessId !== undefined) {
            const payer = await deps.customerOf(tx, payerBusinessId)
            if (!payer) return refuse({ kind: 'payer-not-found' })
            const payerId = payer.organisationId
            if (payerId === organisationId || payerId === invoice.organisationId)
              return refuse({ kind: 'not-another-payer' })
            await deps.charges.chargeInstead(tx, permit, { credited: charges, payerId })
          }
          return ok(await deps.invoices.showInvoice(tx, invoice))
        },
      ),
})

type OperatorInvoiceView = ResponseOf<typeof contracts.creditOperatorInvoice>

export const markOperatorInvoicePaid = operation({
  contract: contracts.markOperatorInvoicePaid,
  problems: { ...actionProblems, ...markInvoicePaidProblems },
  handle:
    (deps: OperatorFeesDeps) =>
    (
      permit,
      { organisationId, ...requested },
    ): Promise<
      Result<
        ResponseOf<typeof contracts.markOperatorInvoicePaid>,
        ActionRefusal | MarkInvoicePaidRefusal
      >
    > =>
      changeAsMember(deps, permit, organisationId, (tx) =>
        deps.invoices.markInvoicePaidOf(tx, permit, {
          sellerId: ofPointOperator(organisationId),
          ...requested,
        }),
      ),
})
