import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { viewAsMember, viewPeopleAsMember, type ChargesOf } from '#billing/charges/index.ts'
import type { MemberRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { readCursor, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { memberProblems } from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import { billingFor } from './buyer.ts'
import type { Invoice } from './contract.ts'
import type { InvoicesDeps } from './deps.ts'
import {
  chargesOnDocument,
  documentOf,
  forPayer,
  invoicesShown,
  showInvoice,
  type DocumentOf,
} from './show-invoices.ts'
import { findInvoice } from './store.ts'
import type { InvoiceNotFound } from './view-invoices.ts'
import { ownInvoiceProblems } from './problems.ts'

/** What members of an organisation's account see of its invoices (R208), with its people's names (R461). */
type AccessPermit = Permit<'fees.viewOwnFees'>

type OwnInvoiceRefusal = MemberRefusal | InvoiceNotFound

export const listOwnInvoices = operation({
  contract: contracts.listOwnInvoices,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: InvoicesDeps) =>
    async (
      permit: AccessPermit,
      { cursor, ...requested }: InputOf<typeof contracts.listOwnInvoices>,
    ): Promise<
      Result<ResponseOf<typeof contracts.listOwnInvoices>, MemberRefusal | CursorRefusal>
    > => {
      const behind = readCursor(cursor)
      if (!behind.ok) return behind
      return viewAsMember(deps, permit, requested.organisationId, async (tx) =>
        ok(await invoicesShown(deps, tx, { ...requested, behind: behind.value }, 'seller')),
      )
    },
})

export const viewOwnInvoice = operation({
  contract: contracts.viewOwnInvoice,
  problems: ownInvoiceProblems,
  handle:
    (deps: InvoicesDeps) =>
    (
      permit: AccessPermit,
      requested: InputOf<typeof contracts.viewOwnInvoice>,
    ): Promise<Result<ResponseOf<typeof contracts.viewOwnInvoice>, OwnInvoiceRefusal>> =>
      viewInvoice(deps, permit, requested, async (tx, invoice) => {
        const { organisationId } = invoice
        const seesToBilling = await deps.accounts.checkMember(tx, permit, {
          ...{ organisationId, action: 'view', at: 'changeBilling' },
        })
        const shown = await showInvoice(deps, tx, invoice)
        return seesToBilling.ok ? forPayer(shown, invoice) : { ...shown, may: [] }
      }),
})

export const listChargesOfOwnInvoice = operation({
  contract: contracts.listChargesOfOwnInvoice,
  problems: ownInvoiceProblems,
  handle:
    (deps: InvoicesDeps) =>
    (
      permit: AccessPermit,
      requested: InputOf<typeof contracts.listChargesOfOwnInvoice>,
    ): Promise<Result<ChargesOf, OwnInvoiceRefusal>> =>
      viewPeopleAsMember(deps, permit, requested.organisationId, (tx) =>
        readOwn(tx, requested, (invoice) =>
          deps.charges.chargesOnShown(
            tx,
            { ...requested, ...chargesOnDocument(invoice) },
            { permit, organisationId: requested.organisationId },
          ),
        ),
      ),
})

export const fetchOwnInvoiceDocument = operation({
  contract: contracts.fetchOwnInvoiceDocument,
  problems: ownInvoiceProblems,
  handle:
    (deps: InvoicesDeps) =>
    async (
      permit: AccessPermit,
      { format, ...requested }: InputOf<typeof contracts.fetchOwnInvoiceDocument>,
    ): Promise<Result<DocumentOf, OwnInvoiceRefusal>> => {
      const found = await viewInvoice(deps, permit, requested, async (tx, invoice) => ({
        ...{ invoice, billing: await billingFor(tx, invoice) },
      }))
      return found.ok ? ok(await documentOf(deps, found.value, format)) : found
    },
})

type OwnInvoice = { readonly organisationId: string; readonly invoiceId: string }

/** Reads an invoice of the organisation; one of another organisation is not found. */
const viewInvoice = <Value>(
  deps: Pick<InvoicesDeps, 'db' | 'accounts'>,
  permit: AccessPermit,
  requested: OwnInvoice,
  read: (tx: Tx, invoice: Invoice) => Promise<Value>,
): Promise<Result<Value, OwnInvoiceRefusal>> =>
  viewAsMember(deps, permit, requested.organisationId, (tx) =>
    readOwn(tx, requested, (invoice) => read(tx, invoice)),
  )

async function readOwn<Value>(
  tx: Tx,
  { organisationId, invoiceId }: OwnInvoice,
  read: (invoice: Invoice) => Promise<Value>,
): Promise<Result<Value, InvoiceNotFound>> {
  const invoice = await findInvoice(tx, invoiceId)
  return invoice?.organisationId === organisationId
    ? ok(await read(invoice))
    : refuse({ kind: 'invoice-not-found' })
}
