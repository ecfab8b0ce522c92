import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/kept-fees'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { readMonth, type MonthMalformed } from '#billing/invoices/index.ts'
import type { MemberRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { pageOf, readCursor, type CursorRefusal, type PlaceInTime } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  MonthAtPoints,
  ServedVisit,
  VisitFeesExported,
} from '#points/appointments/contract.ts'
import type { OperatorFeesDeps } from './deps.ts'

type LookPermit = Permit<'fees.viewKeptFees'>
type KeptVisitsRefusal = MemberRefusal | MonthMalformed

/**
 * The keeper's list of a month, for whoever sees to its billing: each served visit once, own staff and free ones too (R209,
 * R291). It names visitors, of whom the service knows no more: one entry for each point.
 */
export const listKeptVisits =
  (deps: OperatorFeesDeps) =>
  async (
    permit: LookPermit,
    { cursor, limit, ...asked }: InputOf<typeof contracts.listKeptVisits>,
  ): Promise<
    Result<AnswerOf<typeof contracts.listKeptVisits>, KeptVisitsRefusal | CursorRefusal>
  > => {
    type Listed = Result<AnswerOf<typeof contracts.listKeptVisits>, KeptVisitsRefusal>
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return deps.db.write(async (tx): Promise<Listed> => {
      const kept = await recordLookAtMonth(deps, tx, permit, asked)
      if (!kept.ok) return kept
      const { names, ...ofMonth } = kept.value
      const found = await deps.visits.servedOfMonth(tx, {
        ...{ ...ofMonth, behind: behind.value, limit: limit + 1 },
      })
      const { page, nextCursor } = pageOf(found, { limit, placeOf })
      return ok({
        visits: page.map((visit) => shown(visit, names)),
        ...(nextCursor !== undefined && { nextCursor }),
      })
    })
  }

/** The same list as a file: CSV as RFC 4180 has it, amounts in whole cents with VAT. */
export const exportKeptVisits =
  (deps: OperatorFeesDeps) =>
  (
    permit: LookPermit,
    asked: InputOf<typeof contracts.exportKeptVisits>,
  ): Promise<Result<AsyncIterable<string>, KeptVisitsRefusal>> =>
    deps.db.write(async (tx): Promise<Result<AsyncIterable<string>, KeptVisitsRefusal>> => {
      const kept = await recordLookAtMonth(deps, tx, permit, asked)
      return kept.ok ? ok(deps.visits.csvOfMonth(kept.value)) : kept
    })

type Kept = MonthAtPoints & { readonly names: ReadonlyMap<string, string> }

/** The points whose visits are about to be shown; that they are stands in the trail first. */
async function recordLookAtMonth(
  { accounts, customersOf, pointsOfKeeper, record }: OperatorFeesDeps,
  tx: Tx,
  permit: LookPermit,
  asked: { readonly organisationId: string; readonly month: string },
): Promise<Result<Kept, KeptVisitsRefusal>> {
  const month = readMonth(asked.month)
  if (month === undefined) return refuse({ kind: 'not-a-month' })
  const { organisationId } = asked
  const member = await accounts.judgeMember(tx, permit, {
    ...{ organisationId, act: 'look', at: 'keepBilling' },
  })
  if (!member.ok) return member
  const keeper = (await customersOf(tx, [organisationId])).get(organisationId)
  if (!keeper) throw new Error(`an account of no organisation: ${organisationId}`)
  const points = await pointsOfKeeper(tx, keeper.businessId)
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
