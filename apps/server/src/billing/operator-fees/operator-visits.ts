import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/operator-fees'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { readMonth, type MonthMalformed } from '#billing/invoices/index.ts'
import type { MemberRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import {
  pageOf,
  readCursor,
  type CursorRefusal,
  type PlaceInTime,
  cursorProblems,
} from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  MonthAtPoints,
  ServedVisit,
  VisitFeesExported,
} from '#points/appointments/contract.ts'
import { operation, streamOperation } from '#platform/operation.ts'
import type { OperatorFeesDeps } from './deps.ts'
import { operatorMonthProblems } from './problems.ts'

type AccessPermit = Permit<'fees.viewOperatorFees'>
type OperatorVisitsRefusal = MemberRefusal | MonthMalformed

/**
 * The operator's list of a month, for members who manage its billing: each served visit once, own staff and
 * free ones too (R209, R291). It names visitors, otherwise unknown to the service: one access record for each
 * point.
 */
export const listOperatorVisits = operation({
  contract: contracts.listOperatorVisits,
  problems: { ...operatorMonthProblems, ...cursorProblems },
  handle:
    (deps: OperatorFeesDeps) =>
    async (
      permit: AccessPermit,
      { cursor, limit, ...requested }: InputOf<typeof contracts.listOperatorVisits>,
    ): Promise<
      Result<ResponseOf<typeof contracts.listOperatorVisits>, OperatorVisitsRefusal | CursorRefusal>
    > => {
      type Listed = Result<ResponseOf<typeof contracts.listOperatorVisits>, OperatorVisitsRefusal>
      const behind = readCursor(cursor)
      if (!behind.ok) return behind
      return deps.db.write(async (tx): Promise<Listed> => {
        const stored = await recordAccessToMonth(deps, tx, permit, requested)
        if (!stored.ok) return stored
        const { names, ...ofMonth } = stored.value
        const found = await deps.visits.servedOfMonth(tx, {
          ...{ ...ofMonth, behind: behind.value, limit: limit + 1 },
        })
        const { page, nextCursor } = pageOf(found, { limit, placeOf })
        return ok({
          visits: page.map((visit) => shown(visit, names)),
          ...(nextCursor !== undefined && { nextCursor }),
        })
      })
    },
})

/** The same list as a file: CSV as in RFC 4180, amounts in whole cents with VAT. */
export const exportOperatorVisits = streamOperation({
  contract: contracts.exportOperatorVisits,
  problems: operatorMonthProblems,
  handle:
    (deps: OperatorFeesDeps) =>
    (permit: AccessPermit, requested: InputOf<typeof contracts.exportOperatorVisits>) =>
      deps.db.write(async (tx): Promise<Result<AsyncIterable<string>, OperatorVisitsRefusal>> => {
        const stored = await recordAccessToMonth(deps, tx, permit, requested)
        return stored.ok ? ok(deps.visits.csvOfMonth(stored.value)) : stored
      }),
})

type Stored = MonthAtPoints & { readonly names: ReadonlyMap<string, string> }

/** The points of which the visits are about to be shown; the access is recorded first. */
async function recordAccessToMonth(
  { accounts, customersOf, pointsOfPointOperator, record }: OperatorFeesDeps,
  tx: Tx,
  permit: AccessPermit,
  requested: { readonly organisationId: string; readonly month: string },
): Promise<Result<Stored, OperatorVisitsRefusal>> {
  const month = readMonth(requested.month)
  if (month === undefined) return refuse({ kind: 'not-a-month' })
  const { organisationId } = requested
  const member = await accounts.checkMember(tx, permit, {
    ...{ organisationId, action: 'view', at: 'readBilling' },
  })
  if (!member.ok) return member
  const pointOperator = (await customersOf(tx, [organisationId])).get(organisationId)
  if (!pointOperator) throw new Error(`account ${organisationId} has no organisation`)
  const points = await pointsOfPointOperator(tx, pointOperator.businessId)
  for (const { pointId } of points) {
    const exported: VisitFeesExported = { type: 'VisitFeesExported', pointId, month }
    await record(tx, exported, permit)
  }
  const names = new Map(points.map(({ pointId, name }) => [pointId, name]))
  return ok({ month, pointIds: [...names.keys()], names })
}

const placeOf = ({ startsAt, visitId }: ServedVisit): PlaceInTime => ({ at: startsAt, id: visitId })

const shown = (
  { visitId, pointId, startsAt, services, isOwnStaff, feeCents, ...visit }: ServedVisit,
  names: ReadonlyMap<string, string>,
) => ({
  ...{ visitId, isOwnStaff, services: [...services], servedOn: dateInHelsinki(startsAt) },
  point: { pointId, name: names.get(pointId) ?? '' },
  feeCents,
  ...(visit.visitor !== undefined && { visitor: visit.visitor }),
  payers: visit.payers.map(({ name, businessId }) => ({ name, businessId })),
  ...(visit.firstPayer && {
    firstPayer: { name: visit.firstPayer.name, businessId: visit.firstPayer.businessId },
  }),
})
