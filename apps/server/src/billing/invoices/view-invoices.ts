import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ChargesOf } from '#billing/charges/index.ts'
import { readCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { billingFor } from './buyer.ts'
import type { InvoicesDeps } from './deps.ts'
import { documentOf, invoicesShown, showInvoice, type DocumentOf } from './show-invoices.ts'
import { runsShown } from './show-runs.ts'
import { findInvoiceOf } from './store.ts'

type ViewPermit = Permit<'fees.viewFees'>

export type InvoiceNotFound = { readonly kind: 'invoice-not-found' }

/** The office sees what the service asks for; what keepers of points ask is theirs. */
const sellerId = 'service'

export const listInvoices =
  (deps: InvoicesDeps) =>
  async (
    _permit: ViewPermit,
    { cursor, ...asked }: InputOf<typeof contracts.listInvoices>,
  ): Promise<Result<AnswerOf<typeof contracts.listInvoices>, CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return deps.db.read(async (tx) =>
      ok(await invoicesShown(deps, tx, { sellerId, ...asked, behind: behind.value })),
    )
  }

export const viewInvoice =
  (deps: InvoicesDeps) =>
  (
    _permit: ViewPermit,
    { invoiceId }: InputOf<typeof contracts.viewInvoice>,
  ): Promise<Result<AnswerOf<typeof contracts.viewInvoice>, InvoiceNotFound>> =>
    deps.db.read(async (tx) => {
      const invoice = await findInvoiceOf(tx, sellerId, invoiceId)
      if (!invoice) return refuse({ kind: 'invoice-not-found' })
      return ok(await showInvoice(deps, tx, invoice))
    })

/** The acts behind the lines, in the order of their ids. */
export const listChargesOfInvoice =
  (deps: InvoicesDeps) =>
  (
    _permit: ViewPermit,
    asked: InputOf<typeof contracts.listChargesOfInvoice>,
  ): Promise<Result<ChargesOf, InvoiceNotFound>> =>
    deps.db.read(async (tx): Promise<Result<ChargesOf, InvoiceNotFound>> => {
      if (!(await findInvoiceOf(tx, sellerId, asked.invoiceId)))
        return refuse({ kind: 'invoice-not-found' })
      return ok(await deps.charges.chargesOnShown(tx, asked))
    })

/** The same octets that go to the organisation. */
export const fetchInvoiceDocument =
  (deps: InvoicesDeps) =>
  async (
    _permit: ViewPermit,
    { invoiceId, format }: InputOf<typeof contracts.fetchInvoiceDocument>,
  ): Promise<Result<DocumentOf, InvoiceNotFound>> => {
    const found = await deps.db.read(async (tx) => {
      const invoice = await findInvoiceOf(tx, sellerId, invoiceId)
      return invoice && { invoice, billing: await billingFor(tx, invoice) }
    })
    if (!found) return refuse({ kind: 'invoice-not-found' })
    return ok(await documentOf(deps, found, format))
  }

/** The months, and how far the one under way has come. */
export const listInvoiceRuns =
  (deps: InvoicesDeps) =>
  (
    _permit: ViewPermit,
    asked: InputOf<typeof contracts.listInvoiceRuns>,
  ): Promise<Result<AnswerOf<typeof contracts.listInvoiceRuns>, never>> =>
    deps.db.read(async (tx) => ok(await runsShown(deps, tx, { sellerId, ...asked })))
