import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/operator-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { changeAsMember } from '#billing/charges/index.ts'
import type {
  CreditInvoiceRefusal,
  MarkInvoicePaidRefusal,
  StartRunRefusal,
} from '#billing/invoices/index.ts'
import type { ActionRefusal } from '#organisations/accounts/index.ts'
import type { Permit } from '#platform/permit.ts'
import type { OperatorFeesDeps } from './deps.ts'
import { ofPointOperator } from './view-operator-invoices.ts'

/** Starts to invoice a month for the operator. */
export const startOperatorInvoiceRun =
  (deps: OperatorFeesDeps) =>
  (
    permit: Permit<'fees.invoiceOperatorMonth'>,
    { organisationId, month }: InputOf<typeof contracts.startOperatorInvoiceRun>,
  ): Promise<
    Result<ResponseOf<typeof contracts.startOperatorInvoiceRun>, ActionRefusal | StartRunRefusal>
  > =>
    changeAsMember(deps, permit, organisationId, (tx) =>
      deps.invoices.startRunIn(tx, permit, { sellerId: ofPointOperator(organisationId), month }),
    )

export type CreditOperatorInvoiceRefusal =
  | CreditInvoiceRefusal
  | { readonly kind: 'payer-not-found' }
  /** The organisation that was invoiced, or the operator itself. */
  | { readonly kind: 'not-another-payer' }

/**
 * Credits an invoice, or some of its charges, and charges another payer instead: on its next invoice (R228).
 */
export const creditOperatorInvoice =
  (deps: OperatorFeesDeps) =>
  (
    permit: Permit<'fees.creditOperatorInvoice'>,
    {
      organisationId,
      payerBusinessId,
      ...requested
    }: InputOf<typeof contracts.creditOperatorInvoice>,
  ): Promise<Result<OperatorInvoiceView, ActionRefusal | CreditOperatorInvoiceRefusal>> =>
    changeAsMember(
      deps,
      permit,
      organisationId,
      async (tx): Promise<Result<OperatorInvoiceView, CreditOperatorInvoiceRefusal>> => {
        const sellerId = ofPointOperator(organisationId)
        const credited = await deps.invoices.creditInvoiceOf(tx, permit, { sellerId, ...requested })
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

type OperatorInvoiceView = ResponseOf<typeof contracts.creditOperatorInvoice>

export const markOperatorInvoicePaid =
  (deps: OperatorFeesDeps) =>
  (
    permit: Permit<'fees.markOperatorInvoicePaid'>,
    { organisationId, ...requested }: InputOf<typeof contracts.markOperatorInvoicePaid>,
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
    )
