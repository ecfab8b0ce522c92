import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/kept-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ActRefusal, MemberRefusal } from '#organisations/accounts/index.ts'
import type { Db, Tx } from '#platform/db.ts'
import { readCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { finvoiceOf } from '../invoices/adapters/finvoice.ts'
import { billingFor } from '../invoices/buyer.ts'
import { chargeInstead } from '../charges/charge-actions.ts'
import type { Invoice, KeeperId, Month } from '../invoices/contract.ts'
import type { FeesDeps } from '../invoices/deps.ts'
import { readMonth } from '../invoices/domain/month.ts'
import { accountingOf, pagesOfMonth, type MonthMalformed } from '../invoices/export-accounting.ts'
import {
  creditInvoiceOf,
  markInvoicePaidOf,
  type CreditInvoiceRefusal,
  type InvoiceNotFound,
  type MarkInvoicePaidRefusal,
} from '../invoices/credit-invoice.ts'
import { keepingBilling, looking } from '../charges/members.ts'
import { startRunIn, type StartRunRefusal } from '../invoices/run-month.ts'
import {
  chargesOnShown,
  documentOf,
  invoicesShown,
  runsShown,
  showInvoice,
  type ChargesOf,
  type DocumentOf,
} from '../invoices/show-invoices.ts'
import { findInvoiceOf } from '../invoices/store.ts'

/** What members of a keeper's account see and do of the fees of its registration points (M11, R230). */
type LookPermit = Permit<'fees.viewKeptFees'>
type KeptInvoiceRefusal = MemberRefusal | InvoiceNotFound

export const listKeptRuns =
  (deps: FeesDeps) =>
  (
    permit: LookPermit,
    { organisationId, ...asked }: InputOf<typeof contracts.listKeptRuns>,
  ): Promise<Result<AnswerOf<typeof contracts.listKeptRuns>, MemberRefusal>> =>
    looking(deps, permit, organisationId, async (tx) =>
      ok(await runsShown(deps, tx, { sellerId: ofKeeper(organisationId), ...asked })),
    )

export const listKeptInvoices =
  (deps: FeesDeps) =>
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
      ok(await invoicesShown(deps, tx, { sellerId, ...asked, behind: behind.value })),
    )
  }

export const viewKeptInvoice =
  (deps: FeesDeps) =>
  (
    permit: LookPermit,
    asked: InputOf<typeof contracts.viewKeptInvoice>,
  ): Promise<Result<AnswerOf<typeof contracts.viewKeptInvoice>, KeptInvoiceRefusal>> =>
    lookingAt(deps, permit, asked, async (tx, invoice) => {
      const shown = await showInvoice(deps, tx, invoice)
      const { organisationId } = asked
      const may = await deps.accounts.judgeMember(tx, permit, {
        ...{ organisationId, act: 'look', at: 'keepBilling' },
      })
      return may.ok ? shown : { ...shown, may: [] }
    })

export const listChargesOfKeptInvoice =
  (deps: FeesDeps) =>
  (
    permit: LookPermit,
    asked: InputOf<typeof contracts.listChargesOfKeptInvoice>,
  ): Promise<Result<ChargesOf, KeptInvoiceRefusal>> =>
    lookingAt(deps, permit, asked, (tx) => chargesOnShown(deps, tx, asked))

export const fetchKeptInvoiceDocument =
  (deps: FeesDeps) =>
  async (
    permit: LookPermit,
    { format, ...asked }: InputOf<typeof contracts.fetchKeptInvoiceDocument>,
  ): Promise<Result<DocumentOf, KeptInvoiceRefusal>> => {
    const found = await lookingAt(deps, permit, asked, async (tx, invoice) => ({
      ...{ invoice, billing: await billingFor(tx, invoice) },
    }))
    return found.ok ? ok(await documentOf(deps, found.value, format)) : found
  }

export const exportKeptAccounting =
  (deps: FeesDeps) =>
  (
    permit: LookPermit,
    { organisationId, month }: InputOf<typeof contracts.exportKeptAccounting>,
  ): Promise<Result<AsyncIterable<string>, MemberRefusal | MonthMalformed>> =>
    looking(deps, permit, organisationId, () =>
      Promise.resolve(accountingOf(deps.db, { sellerId: ofKeeper(organisationId), month })),
    )

/** What the keeper gives to its operator: messages one after another, each with its own XML declaration, as operators take them. */
export const exportKeptFinvoice =
  (deps: FeesDeps) =>
  (
    permit: LookPermit,
    { organisationId, month }: InputOf<typeof contracts.exportKeptFinvoice>,
  ): Promise<Result<AsyncIterable<string>, MemberRefusal | MonthMalformed>> => {
    const read = readMonth(month)
    if (read === undefined) return Promise.resolve(refuse({ kind: 'not-a-month' }))
    const of = { sellerId: ofKeeper(organisationId), month: read }
    return looking(deps, permit, organisationId, () => Promise.resolve(ok(messagesOf(deps.db, of))))
  }

async function* messagesOf(
  db: Db,
  of: { readonly sellerId: KeeperId; readonly month: Month },
): AsyncIterable<string> {
  for await (const page of pagesOfMonth(db, of))
    for (const invoice of page)
      yield finvoiceOf(invoice, await db.read((tx) => billingFor(tx, invoice)))
}

export const startKeptRun =
  (deps: FeesDeps) =>
  (
    permit: Permit<'fees.invoiceKeptMonth'>,
    { organisationId, month }: InputOf<typeof contracts.startKeptRun>,
  ): Promise<Result<AnswerOf<typeof contracts.startKeptRun>, ActRefusal | StartRunRefusal>> =>
    keepingBilling(deps, permit, organisationId, (tx) =>
      startRunIn(deps, tx, permit, { sellerId: ofKeeper(organisationId), month }),
    )

export type CreditKeptInvoiceRefusal =
  | CreditInvoiceRefusal
  | { readonly kind: 'payer-not-found' }
  /** Whoever was invoiced, or the keeper itself. */
  | { readonly kind: 'not-another-payer' }

/** Takes back an invoice, or some of its charges, and charges whoever pays instead: on its next invoice (R228). */
export const creditKeptInvoice =
  (deps: FeesDeps) =>
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
        const credited = await creditInvoiceOf(deps, tx, permit, { sellerId, ...asked })
        if (!credited.ok) return credited
        const { invoice, charges } = credited.value
        if (payerBusinessId !== undefined) {
          const payer = await deps.customerOf(tx, payerBusinessId)
          if (!payer) return refuse({ kind: 'payer-not-found' })
          const payerId = payer.organisationId
          if (payerId === organisationId || payerId === invoice.organisationId)
            return refuse({ kind: 'not-another-payer' })
          await chargeInstead(deps, tx, permit, { credited: charges, payerId })
        }
        return ok(await showInvoice(deps, tx, invoice))
      },
    )

type KeptInvoiceShown = AnswerOf<typeof contracts.creditKeptInvoice>

export const markKeptInvoicePaid =
  (deps: FeesDeps) =>
  (
    permit: Permit<'fees.markKeptInvoicePaid'>,
    { organisationId, ...asked }: InputOf<typeof contracts.markKeptInvoicePaid>,
  ): Promise<
    Result<AnswerOf<typeof contracts.markKeptInvoicePaid>, ActRefusal | MarkInvoicePaidRefusal>
  > =>
    keepingBilling(deps, permit, organisationId, (tx) =>
      markInvoicePaidOf(deps, tx, permit, { sellerId: ofKeeper(organisationId), ...asked }),
    )

/** The organisation as the seller of what its points do. */
const ofKeeper = (organisationId: string): KeeperId => organisationId as KeeperId

/** Reads of an invoice of the keeper; that of another is not there. */
const lookingAt = <Value>(
  deps: Pick<FeesDeps, 'db' | 'accounts'>,
  permit: LookPermit,
  { organisationId, invoiceId }: { readonly organisationId: string; readonly invoiceId: string },
  read: (tx: Tx, invoice: Invoice) => Promise<Value>,
): Promise<Result<Value, KeptInvoiceRefusal>> =>
  looking(deps, permit, organisationId, async (tx): Promise<Result<Value, InvoiceNotFound>> => {
    const invoice = await findInvoiceOf(tx, ofKeeper(organisationId), invoiceId)
    return invoice ? ok(await read(tx, invoice)) : refuse({ kind: 'invoice-not-found' })
  })
