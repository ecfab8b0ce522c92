import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  disputedAmong,
  changeAsMember,
  lockChargesOn,
  lockDispute,
} from '#billing/charges/index.ts'
import {
  aboutInvoice,
  findInvoice,
  forPayer,
  lockInvoice,
  type InvoiceNotFound,
  viewInvoiceProblems,
  creditInvoiceProblems,
} from '#billing/invoices/index.ts'
import type { Invoice } from '#billing/invoices/contract.ts'
import type { ActionRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { personOf } from '#platform/permit.ts'
import { openCaseProblems } from '#support/cases/index.ts'
import { actionProblems } from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import type { InvoiceDisputed } from './contract.ts'
import type { DisputesDeps } from './deps.ts'
import { texts } from './texts.ts'

type Shown = ResponseOf<typeof contracts.viewInvoice>

export type DisputeRefusal =
  | ActionRefusal
  | InvoiceNotFound
  | { readonly kind: 'not-an-invoice' }
  /** Credited before, of another invoice, or unknown. */
  | { readonly kind: 'charge-not-on-invoice'; readonly chargeId: string }
  | { readonly kind: 'nothing-to-dispute' }
  /** Each charge is disputed once (R226). */
  | { readonly kind: 'charge-disputed-before' }
  | { readonly kind: 'case-created-before' }
  | { readonly kind: 'too-many-cases' }

/**
 * An organisation disputes charges of an invoice, or all that are not credited: a case with the office is
 * opened, or the operator that issued the invoice reads it.
 */
export const disputeInvoice = operation({
  contract: contracts.disputeInvoice,
  problems: {
    ...actionProblems,
    ...viewInvoiceProblems,
    'not-an-invoice': creditInvoiceProblems['not-an-invoice'],
    'charge-not-on-invoice': creditInvoiceProblems['charge-not-on-invoice'],
    'nothing-to-dispute': { status: 409, ...texts.nothingToDispute },
    'charge-disputed-before': { status: 409, ...texts.chargeDisputedBefore },
    'case-created-before': openCaseProblems['case-created-before'],
    'too-many-cases': openCaseProblems['too-many-cases'],
  },
  handle:
    (deps: DisputesDeps) =>
    (permit, requested): Promise<Result<Shown, DisputeRefusal>> =>
      changeAsMember(
        deps,
        permit,
        requested.organisationId,
        async (tx): Promise<Result<Shown, DisputeRefusal>> => {
          const { organisationId, invoiceId, caseId, chargeIds, subject, text } = requested
          const found = await findInvoice(tx, invoiceId)
          const invoice = found && (await lockInvoice(tx, found.sellerId, invoiceId))
          if (invoice?.organisationId !== organisationId)
            return refuse({ kind: 'invoice-not-found' })
          if (invoice.kind !== 'invoice') return refuse({ kind: 'not-an-invoice' })
          const before = await lockDispute(tx, caseId)
          if (before)
            return before.invoiceId === invoiceId
              ? ok(forPayer(await deps.invoices.showInvoice(tx, invoice), invoice))
              : refuse({ kind: 'case-created-before' })

          const meant = await chargesMeant(tx, invoice, chargeIds)
          if (!meant.ok) return meant
          // An operator's own invoice is disputed with the operator, not with the office (R295).
          const isOperatorInvoice = invoice.sellerId !== 'service'
          if (!isOperatorInvoice) {
            const opened = await deps.cases.openFor(tx, permit, {
              ...{ organisationId, caseId, kind: 'fee-dispute', invoiceId, subject, text },
            })
            if (!opened.ok) return opened
          }
          const dispute = {
            ...{ caseId, invoiceId: invoice.invoiceId, disputedBy: personOf(permit) },
            ...(isOperatorInvoice && { reason: text }),
          }
          const isNew = await deps.charges.insertDispute(
            tx,
            { ...dispute, disputedAt: deps.clock.now() },
            meant.value,
          )
          if (isNew < meant.value.length) return refuse({ kind: 'charge-disputed-before' })
          const event: InvoiceDisputed = {
            type: 'InvoiceDisputed',
            ...{ caseId, charges: isNew, ...aboutInvoice(invoice) },
          }
          await deps.record(tx, event, permit)
          return ok(
            forPayer(
              await deps.invoices.showInvoice(tx, { ...invoice, isDisputed: true }),
              invoice,
            ),
          )
        },
      ),
})

/** The given charges, or all that were neither credited nor disputed. */
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
