import type { InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/operator-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { viewAsMember } from '#billing/charges/index.ts'
import type { PointOperatorId } from '#billing/charges/contract.ts'
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
import { streamOperation } from '#platform/operation.ts'
import type { OperatorFeesDeps } from './deps.ts'
import { ofPointOperator } from './view-operator-invoices.ts'
import { operatorMonthProblems } from './problems.ts'

type AccessPermit = Permit<'fees.viewOperatorFees'>

/** Lines for the operator's bookkeeping. */
export const exportOperatorAccounting = streamOperation({
  contract: contracts.exportOperatorAccounting,
  problems: operatorMonthProblems,
  handle:
    (deps: OperatorFeesDeps) =>
    (
      permit: AccessPermit,
      { organisationId, month }: InputOf<typeof contracts.exportOperatorAccounting>,
    ): Promise<Result<AsyncIterable<string>, MemberRefusal | MonthMalformed>> =>
      viewAsMember(deps, permit, organisationId, () =>
        Promise.resolve(
          accountingOf(deps.db, { sellerId: ofPointOperator(organisationId), month }),
        ),
      ),
})

/**
 * The file for the operator's e-invoice provider: messages in sequence, each with its own XML declaration, as
 * providers accept them.
 */
export const exportOperatorFinvoice = streamOperation({
  contract: contracts.exportOperatorFinvoice,
  problems: operatorMonthProblems,
  handle:
    (deps: OperatorFeesDeps) =>
    (
      permit: AccessPermit,
      { organisationId, month }: InputOf<typeof contracts.exportOperatorFinvoice>,
    ): Promise<Result<AsyncIterable<string>, MemberRefusal | MonthMalformed>> => {
      const read = readMonth(month)
      if (read === undefined) return Promise.resolve(refuse({ kind: 'not-a-month' }))
      const of = { sellerId: ofPointOperator(organisationId), month: read }
      return viewAsMember(deps, permit, organisationId, () =>
        Promise.resolve(ok(messagesOf(deps.db, of))),
      )
    },
})

async function* messagesOf(
  db: Db,
  of: { readonly sellerId: PointOperatorId; readonly month: Month },
): AsyncIterable<string> {
  for await (const page of pagesOfMonth(db, of))
    for (const invoice of page)
      yield finvoiceOf(invoice, await db.read((tx) => billingFor(tx, invoice)))
}
