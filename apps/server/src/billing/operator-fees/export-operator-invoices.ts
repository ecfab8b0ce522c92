import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/kept-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { looking } from '#billing/charges/index.ts'
import type { KeeperId } from '#billing/charges/contract.ts'
import {
  accountingOf,
  billingFor,
  finvoiceOf,
  pagesOfMonth,
  readMonth,
  type MonthMalformed,
} from '#billing/invoices/index.ts'
import type { Month } from '#billing/invoices/contract.ts'
import type { MemberRefusal } from '#organisations/accounts/index.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { OperatorFeesDeps } from './deps.ts'
import { ofKeeper } from './view-operator-invoices.ts'

type LookPermit = Permit<'fees.viewKeptFees'>

/** Lines for the bookkeeping of the operator. */
export const exportKeptAccounting =
  (deps: OperatorFeesDeps) =>
  (
    permit: LookPermit,
    { organisationId, month }: InputOf<typeof contracts.exportKeptAccounting>,
  ): Promise<Result<AsyncIterable<string>, MemberRefusal | MonthMalformed>> =>
    looking(deps, permit, organisationId, () =>
      Promise.resolve(accountingOf(deps.db, { sellerId: ofKeeper(organisationId), month })),
    )

/** What the keeper gives to its operator: messages one after another, each with its own XML declaration, as operators take them. */
export const exportKeptFinvoice =
  (deps: OperatorFeesDeps) =>
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
