import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ActRefusal, MemberRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { readCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { billingFor } from './buyer.ts'
import { chargesAsCsv } from '../charges/charges-as-csv.ts'
import type { Invoice } from './contract.ts'
import type { FeesDeps } from './deps.ts'
import { saveTold, showBilling, type BillingRefusal, type BillingShown } from './change-billing.ts'
import type { InvoiceNotFound } from './credit-invoice.ts'
import { keepingBilling, looking } from '../charges/members.ts'
import {
  chargesOnShown,
  chargesShown,
  documentOf,
  forPayer,
  invoicesShown,
  showInvoice,
  type ChargesOf,
  type DocumentOf,
} from './show-invoices.ts'
import { findInvoice, sumsBetween, type Period } from './store.ts'

/** What members of an organisation's account see of its fees (R208); none of it is about a person. */
type LookPermit = Permit<'fees.viewOwnFees'>
type OwnInvoiceRefusal = MemberRefusal | InvoiceNotFound

export type PeriodRefusal = { readonly kind: 'not-a-period' }

export const listOwnCharges =
  (deps: FeesDeps) =>
  async (
    permit: LookPermit,
    { organisationId, cursor, limit }: InputOf<typeof contracts.listOwnCharges>,
  ): Promise<Result<AnswerOf<typeof contracts.listOwnCharges>, MemberRefusal | CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return looking(deps, permit, organisationId, async (tx) =>
      ok(await chargesShown(deps, tx, { organisationId, behind: behind.value, limit })),
    )
  }

/** What the charges of the period come to, by unit, cost centre and product. */
export const sumOwnCharges =
  (deps: FeesDeps) =>
  async (
    permit: LookPermit,
    asked: InputOf<typeof contracts.sumOwnCharges>,
  ): Promise<Result<AnswerOf<typeof contracts.sumOwnCharges>, MemberRefusal | PeriodRefusal>> => {
    const period = periodOf(asked)
    if (!period.ok) return period
    return looking(deps, permit, asked.organisationId, async (tx) => {
      const sums = await sumsBetween(tx, period.value)
      return ok({
        sums: [...sums],
        netCents: sums.reduce((total, { netCents }) => total + netCents, 0),
      })
    })
  }

/** Every charge of the period, the oldest first, in the language of whoever reads it. */
export const exportOwnCharges =
  (deps: FeesDeps) =>
  async (
    permit: LookPermit,
    asked: InputOf<typeof contracts.exportOwnCharges>,
  ): Promise<Result<AsyncIterable<string>, MemberRefusal | PeriodRefusal>> => {
    const period = periodOf(asked)
    if (!period.ok) return period
    return looking(deps, permit, asked.organisationId, () =>
      Promise.resolve(ok(chargesAsCsv(deps, period.value, asked.language))),
    )
  }

export const listOwnInvoices =
  (deps: FeesDeps) =>
  async (
    permit: LookPermit,
    { organisationId, filter, cursor, limit }: InputOf<typeof contracts.listOwnInvoices>,
  ): Promise<Result<AnswerOf<typeof contracts.listOwnInvoices>, MemberRefusal | CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return looking(deps, permit, organisationId, async (tx) =>
      ok(await invoicesShown(deps, tx, { organisationId, filter, behind: behind.value, limit })),
    )
  }

export const viewOwnInvoice =
  (deps: FeesDeps) =>
  (
    permit: LookPermit,
    asked: InputOf<typeof contracts.viewOwnInvoice>,
  ): Promise<Result<AnswerOf<typeof contracts.viewOwnInvoice>, OwnInvoiceRefusal>> =>
    lookingAt(deps, permit, asked, async (tx, invoice) => {
      const { organisationId } = invoice
      const seesToBilling = await deps.accounts.judgeMember(tx, permit, {
        ...{ organisationId, act: 'look', at: 'keepBilling' },
      })
      const shown = await showInvoice(deps, tx, invoice)
      return seesToBilling.ok ? forPayer(shown, invoice) : { ...shown, may: [] }
    })

export const listChargesOfOwnInvoice =
  (deps: FeesDeps) =>
  (
    permit: LookPermit,
    asked: InputOf<typeof contracts.listChargesOfOwnInvoice>,
  ): Promise<Result<ChargesOf, OwnInvoiceRefusal>> =>
    lookingAt(deps, permit, asked, (tx) => chargesOnShown(deps, tx, asked))

export const fetchOwnInvoiceDocument =
  (deps: FeesDeps) =>
  async (
    permit: LookPermit,
    { format, ...asked }: InputOf<typeof contracts.fetchOwnInvoiceDocument>,
  ): Promise<Result<DocumentOf, OwnInvoiceRefusal>> => {
    const found = await lookingAt(deps, permit, asked, async (tx, invoice) => ({
      ...{ invoice, billing: await billingFor(tx, invoice) },
    }))
    return found.ok ? ok(await documentOf(deps, found.value, format)) : found
  }

export const viewOwnBilling =
  (deps: FeesDeps) =>
  (
    permit: LookPermit,
    { organisationId }: InputOf<typeof contracts.viewOwnBilling>,
  ): Promise<Result<BillingShown, MemberRefusal | BillingRefusal>> =>
    looking(deps, permit, organisationId, (tx) => showBilling(deps, tx, organisationId))

export const changeOwnBilling =
  (deps: FeesDeps) =>
  (
    permit: Permit<'fees.changeOwnBilling'>,
    told: InputOf<typeof contracts.changeOwnBilling>,
  ): Promise<Result<BillingShown, ActRefusal | BillingRefusal>> =>
    keepingBilling(deps, permit, told.organisationId, (tx) => saveTold(deps, tx, permit, told))

/** Reads of an invoice of the organisation; that of another is not there. */
const lookingAt = <Value>(
  deps: Pick<FeesDeps, 'db' | 'accounts'>,
  permit: LookPermit,
  { organisationId, invoiceId }: { readonly organisationId: string; readonly invoiceId: string },
  read: (tx: Tx, invoice: Invoice) => Promise<Value>,
): Promise<Result<Value, OwnInvoiceRefusal>> =>
  looking(deps, permit, organisationId, async (tx): Promise<Result<Value, InvoiceNotFound>> => {
    const invoice = await findInvoice(tx, invoiceId)
    return invoice?.organisationId === organisationId
      ? ok(await read(tx, invoice))
      : refuse({ kind: 'invoice-not-found' })
  })

/** A year at most, so that what it costs to read is bounded. */
function periodOf(asked: InputOf<typeof contracts.sumOwnCharges>): Result<Period, PeriodRefusal> {
  const from = localDate(asked.from)
  const to = localDate(asked.to)
  return from <= to && to <= addDays(from, 366)
    ? ok({ organisationId: asked.organisationId, from, to })
    : refuse({ kind: 'not-a-period' })
}
