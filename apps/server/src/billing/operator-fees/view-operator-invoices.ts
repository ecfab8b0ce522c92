import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/kept-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { looking, type ChargesOf } from '#billing/charges/index.ts'
import type { KeeperId } from '#billing/charges/contract.ts'
import {
  billingFor,
  findInvoiceOf,
  type DocumentOf,
  type InvoiceNotFound,
} from '#billing/invoices/index.ts'
import type { Invoice } from '#billing/invoices/contract.ts'
import type { MemberRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { readCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type { OperatorFeesDeps } from './deps.ts'

/** What members of an operator's account see of the invoices of its registration points (M11, R230). */
type LookPermit = Permit<'fees.viewKeptFees'>

type KeptInvoiceRefusal = MemberRefusal | InvoiceNotFound

export const listKeptRuns =
  (deps: OperatorFeesDeps) =>
  (
    permit: LookPermit,
    { organisationId, ...asked }: InputOf<typeof contracts.listKeptRuns>,
  ): Promise<Result<AnswerOf<typeof contracts.listKeptRuns>, MemberRefusal>> =>
    looking(deps, permit, organisationId, async (tx) =>
      ok(await deps.invoices.runsShown(tx, { sellerId: ofKeeper(organisationId), ...asked })),
    )

export const listKeptInvoices =
  (deps: OperatorFeesDeps) =>
  async (
    permit: LookPermit,
    { organisationId, cursor, ...asked }: InputOf<typeof contracts.listKeptInvoices>,
  ): Promise<
    Result<AnswerOf<typeof contracts.listKeptInvoices>, MemberRefusal | CursorRefusal>
  > => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    const sellerId = ofKeeper(organisationId)
    return looking(deps, permit, organisationId, async (tx) =>
      ok(await deps.invoices.invoicesShown(tx, { sellerId, ...asked, behind: behind.value })),
    )
  }

export const viewKeptInvoice =
  (deps: OperatorFeesDeps) =>
  (
    permit: LookPermit,
    asked: InputOf<typeof contracts.viewKeptInvoice>,
  ): Promise<Result<AnswerOf<typeof contracts.viewKeptInvoice>, KeptInvoiceRefusal>> =>
    lookingAt(deps, permit, asked, async (tx, invoice) => {
      const shown = await deps.invoices.showInvoice(tx, invoice)
      const { organisationId } = asked
      const may = await deps.accounts.judgeMember(tx, permit, {
        ...{ organisationId, act: 'look', at: 'keepBilling' },
      })
      return may.ok ? shown : { ...shown, may: [] }
    })

export const listChargesOfKeptInvoice =
  (deps: OperatorFeesDeps) =>
  (
    permit: LookPermit,
    asked: InputOf<typeof contracts.listChargesOfKeptInvoice>,
  ): Promise<Result<ChargesOf, KeptInvoiceRefusal>> =>
    lookingAt(deps, permit, asked, (tx) => deps.charges.chargesOnShown(tx, asked))

export const fetchKeptInvoiceDocument =
  (deps: OperatorFeesDeps) =>
  async (
    permit: LookPermit,
    { format, ...asked }: InputOf<typeof contracts.fetchKeptInvoiceDocument>,
  ): Promise<Result<DocumentOf, KeptInvoiceRefusal>> => {
    const found = await lookingAt(deps, permit, asked, async (tx, invoice) => ({
      ...{ invoice, billing: await billingFor(tx, invoice) },
    }))
    return found.ok ? ok(await deps.invoices.documentOf(found.value, format)) : found
  }

/** Reads of an invoice of the keeper; that of another is not there. */
const lookingAt = <Value>(
  deps: Pick<OperatorFeesDeps, 'db' | 'accounts'>,
  permit: LookPermit,
  { organisationId, invoiceId }: { readonly organisationId: string; readonly invoiceId: string },
  read: (tx: Tx, invoice: Invoice) => Promise<Value>,
): Promise<Result<Value, KeptInvoiceRefusal>> =>
  looking(deps, permit, organisationId, async (tx): Promise<Result<Value, InvoiceNotFound>> => {
    const invoice = await findInvoiceOf(tx, ofKeeper(organisationId), invoiceId)
    return invoice ? ok(await read(tx, invoice)) : refuse({ kind: 'invoice-not-found' })
  })

/** The organisation as the seller of what its points do. */
export const ofKeeper = (organisationId: string): KeeperId => organisationId as KeeperId
