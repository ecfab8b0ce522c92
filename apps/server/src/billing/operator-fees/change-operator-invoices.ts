import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/kept-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { keepingBilling } from '#billing/charges/index.ts'
import type {
  CreditInvoiceRefusal,
  MarkInvoicePaidRefusal,
  StartRunRefusal,
} from '#billing/invoices/index.ts'
import type { ActRefusal } from '#organisations/accounts/index.ts'
import type { Permit } from '#platform/permit.ts'
import type { OperatorFeesDeps } from './deps.ts'
import { ofKeeper } from './view-operator-invoices.ts'

/** Begins to invoice a month for the operator. */
export const startKeptRun =
  (deps: OperatorFeesDeps) =>
  (
    permit: Permit<'fees.invoiceKeptMonth'>,
    { organisationId, month }: InputOf<typeof contracts.startKeptRun>,
  ): Promise<Result<AnswerOf<typeof contracts.startKeptRun>, ActRefusal | StartRunRefusal>> =>
    keepingBilling(deps, permit, organisationId, (tx) =>
      deps.invoices.startRunIn(tx, permit, { sellerId: ofKeeper(organisationId), month }),
    )

export type CreditKeptInvoiceRefusal =
  | CreditInvoiceRefusal
  | { readonly kind: 'payer-not-found' }
  /** Whoever was invoiced, or the keeper itself. */
  | { readonly kind: 'not-another-payer' }

/** Takes back an invoice, or some of its charges, and charges whoever pays instead: on its next invoice (R228). */
export const creditKeptInvoice =
  (deps: OperatorFeesDeps) =>
  (
    permit: Permit<'fees.creditKeptInvoice'>,
    { organisationId, payerBusinessId, ...asked }: InputOf<typeof contracts.creditKeptInvoice>,
  ): Promise<Result<KeptInvoiceShown, ActRefusal | CreditKeptInvoiceRefusal>> =>
    keepingBilling(
      deps,
      permit,
      organisationId,
      async (tx): Promise<Result<KeptInvoiceShown, CreditKeptInvoiceRefusal>> => {
        const sellerId = ofKeeper(organisationId)
        const credited = await deps.invoices.creditInvoiceOf(tx, permit, { sellerId, ...asked })
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
    )

type KeptInvoiceShown = AnswerOf<typeof contracts.creditKeptInvoice>

export const markKeptInvoicePaid =
  (deps: OperatorFeesDeps) =>
  (
    permit: Permit<'fees.markKeptInvoicePaid'>,
    { organisationId, ...asked }: InputOf<typeof contracts.markKeptInvoicePaid>,
  ): Promise<
    Result<AnswerOf<typeof contracts.markKeptInvoicePaid>, ActRefusal | MarkInvoicePaidRefusal>
  > =>
    keepingBilling(deps, permit, organisationId, (tx) =>
      deps.invoices.markInvoicePaidOf(tx, permit, { sellerId: ofKeeper(organisationId), ...asked }),
    )
