import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/operator-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { viewAsMember, type ChargesOf } from '#billing/charges/index.ts'
import type { PointOperatorId } from '#billing/charges/contract.ts'
import {
  billingFor,
  chargesOnDocument,
  findInvoiceOf,
  type DocumentOf,
  type InvoiceNotFound,
  ownInvoiceProblems,
} from '#billing/invoices/index.ts'
import type { Invoice } from '#billing/invoices/contract.ts'
import type { MemberRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { readCursor, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { memberProblems } from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import type { OperatorFeesDeps } from './deps.ts'

/** What members of an operator's account see of the invoices of its registration points (M11, R230). */
type AccessPermit = Permit<'fees.viewOperatorFees'>

type OperatorInvoiceRefusal = MemberRefusal | InvoiceNotFound

export const listOperatorInvoiceRuns = operation({
  contract: contracts.listOperatorInvoiceRuns,
  problems: memberProblems,
  handle:
    (deps: OperatorFeesDeps) =>
    (
      permit: AccessPermit,
      { organisationId, ...requested }: InputOf<typeof contracts.listOperatorInvoiceRuns>,
    ): Promise<Result<ResponseOf<typeof contracts.listOperatorInvoiceRuns>, MemberRefusal>> =>
      viewAsMember(deps, permit, organisationId, async (tx) =>
        ok(
          await deps.invoices.runsShown(tx, {
            sellerId: ofPointOperator(organisationId),
            ...requested,
          }),
        ),
      ),
})

export const listOperatorInvoices = operation({
  contract: contracts.listOperatorInvoices,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: OperatorFeesDeps) =>
    async (
      permit: AccessPermit,
      { organisationId, cursor, ...requested }: InputOf<typeof contracts.listOperatorInvoices>,
    ): Promise<
      Result<ResponseOf<typeof contracts.listOperatorInvoices>, MemberRefusal | CursorRefusal>
    > => {
      const behind = readCursor(cursor)
      if (!behind.ok) return behind
      const sellerId = ofPointOperator(organisationId)
      return viewAsMember(deps, permit, organisationId, async (tx) =>
        ok(await deps.invoices.invoicesShown(tx, { sellerId, ...requested, behind: behind.value })),
      )
    },
})

export const viewOperatorInvoice = operation({
  contract: contracts.viewOperatorInvoice,
  problems: ownInvoiceProblems,
  handle:
    (deps: OperatorFeesDeps) =>
    (
      permit: AccessPermit,
      requested: InputOf<typeof contracts.viewOperatorInvoice>,
    ): Promise<Result<ResponseOf<typeof contracts.viewOperatorInvoice>, OperatorInvoiceRefusal>> =>
      viewInvoice(deps, permit, requested, async (tx, invoice) => {
        const shown = await deps.invoices.showInvoice(tx, invoice)
        const { organisationId } = requested
        const may = await deps.accounts.checkMember(tx, permit, {
          ...{ organisationId, action: 'view', at: 'changeBilling' },
        })
        return may.ok ? shown : { ...shown, may: [] }
      }),
})

export const listChargesOfOperatorInvoice = operation({
  contract: contracts.listChargesOfOperatorInvoice,
  problems: ownInvoiceProblems,
  handle:
    (deps: OperatorFeesDeps) =>
    (
      permit: AccessPermit,
      requested: InputOf<typeof contracts.listChargesOfOperatorInvoice>,
    ): Promise<Result<ChargesOf, OperatorInvoiceRefusal>> =>
      viewInvoice(deps, permit, requested, (tx, invoice) =>
        deps.charges.chargesOnShown(tx, { ...requested, ...chargesOnDocument(invoice) }),
      ),
})

export const fetchOperatorInvoiceDocument = operation({
  contract: contracts.fetchOperatorInvoiceDocument,
  problems: ownInvoiceProblems,
  handle:
    (deps: OperatorFeesDeps) =>
    async (
      permit: AccessPermit,
      { format, ...requested }: InputOf<typeof contracts.fetchOperatorInvoiceDocument>,
    ): Promise<Result<DocumentOf, OperatorInvoiceRefusal>> => {
      const found = await viewInvoice(deps, permit, requested, async (tx, invoice) => ({
        ...{ invoice, billing: await billingFor(tx, invoice) },
      }))
      return found.ok ? ok(await deps.invoices.documentOf(found.value, format)) : found
    },
})

/** Reads an invoice of the operator; one of another seller is not found. */
const viewInvoice = <Value>(
  deps: Pick<OperatorFeesDeps, 'db' | 'accounts'>,
  permit: AccessPermit,
  { organisationId, invoiceId }: { readonly organisationId: string; readonly invoiceId: string },
  read: (tx: Tx, invoice: Invoice) => Promise<Value>,
): Promise<Result<Value, OperatorInvoiceRefusal>> =>
  viewAsMember(
    deps,
    permit,
    organisationId,
    async (tx): Promise<Result<Value, InvoiceNotFound>> => {
      const invoice = await findInvoiceOf(tx, ofPointOperator(organisationId), invoiceId)
      return invoice ? ok(await read(tx, invoice)) : refuse({ kind: 'invoice-not-found' })
    },
  )

/** The organisation as the seller of its points' services. */
export const ofPointOperator = (organisationId: string): PointOperatorId =>
  organisationId as PointOperatorId
