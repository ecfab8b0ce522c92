import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ChargesOf } from '#billing/charges/index.ts'
import { readCursor, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import { billingFor } from './buyer.ts'
import type { InvoicesDeps } from './deps.ts'
import {
  chargesOnDocument,
  documentOf,
  invoicesShown,
  showInvoice,
  type DocumentOf,
} from './show-invoices.ts'
import { runsShown } from './show-runs.ts'
import { findInvoiceOf } from './store.ts'
import { viewInvoiceProblems } from './problems.ts'

type ViewPermit = Permit<'fees.viewFees'>

export type InvoiceNotFound = { readonly kind: 'invoice-not-found' }

/** The office sees the service's own charges; those of registration point operators are theirs. */
const sellerId = 'service'

export const listInvoices = operation({
  contract: contracts.listInvoices,
  problems: cursorProblems,
  handle:
    (deps: InvoicesDeps) =>
    async (
      _permit: ViewPermit,
      { cursor, ...requested }: InputOf<typeof contracts.listInvoices>,
    ): Promise<Result<ResponseOf<typeof contracts.listInvoices>, CursorRefusal>> => {
      const behind = readCursor(cursor)
      if (!behind.ok) return behind
      return deps.db.read(async (tx) =>
        ok(await invoicesShown(deps, tx, { sellerId, ...requested, behind: behind.value })),
      )
    },
})

export const viewInvoice = operation({
  contract: contracts.viewInvoice,
  problems: viewInvoiceProblems,
  handle:
    (deps: InvoicesDeps) =>
    (
      _permit: ViewPermit,
      { invoiceId }: InputOf<typeof contracts.viewInvoice>,
    ): Promise<Result<ResponseOf<typeof contracts.viewInvoice>, InvoiceNotFound>> =>
      deps.db.read(async (tx) => {
        const invoice = await findInvoiceOf(tx, sellerId, invoiceId)
        if (!invoice) return refuse({ kind: 'invoice-not-found' })
        return ok(await showInvoice(deps, tx, invoice))
      }),
})

/** The operations behind the lines, in the order of their ids. */
export const listChargesOfInvoice = operation({
  contract: contracts.listChargesOfInvoice,
  problems: viewInvoiceProblems,
  handle:
    (deps: InvoicesDeps) =>
    (
      _permit: ViewPermit,
      requested: InputOf<typeof contracts.listChargesOfInvoice>,
    ): Promise<Result<ChargesOf, InvoiceNotFound>> =>
      deps.db.read(async (tx): Promise<Result<ChargesOf, InvoiceNotFound>> => {
        const invoice = await findInvoiceOf(tx, sellerId, requested.invoiceId)
        if (!invoice) return refuse({ kind: 'invoice-not-found' })
        const on = { ...requested, ...chargesOnDocument(invoice) }
        return ok(await deps.charges.chargesOnShown(tx, on))
      }),
})

/** The same bytes that are sent to the organisation. */
export const fetchInvoiceDocument = operation({
  contract: contracts.fetchInvoiceDocument,
  problems: viewInvoiceProblems,
  handle:
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
    },
})

/** The months, and the progress of the one in progress. */
export const listInvoiceRuns = operation({
  contract: contracts.listInvoiceRuns,
  problems: {},
  handle:
    (deps: InvoicesDeps) =>
    (
      _permit: ViewPermit,
      requested: InputOf<typeof contracts.listInvoiceRuns>,
    ): Promise<Result<ResponseOf<typeof contracts.listInvoiceRuns>, never>> =>
      deps.db.read(async (tx) => ok(await runsShown(deps, tx, { sellerId, ...requested }))),
})
