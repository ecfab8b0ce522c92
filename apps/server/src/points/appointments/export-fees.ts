import * as api from '@sotevarmenne/api/appointments'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { PlaceInTime } from '#platform/paging.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { streamOperation } from '#platform/operation.ts'
import type { MonthAtPoints, Payer, ServedVisit, VisitFeesExported } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { servedOfMonth } from './served-of-month.ts'
import { dayProblems } from './problems.ts'

/**
 * The list by which the operator of the registrar's point charges its visitors their fees (M11): every visit
 * served in the month, in order of time, own staff and free ones too, with the organisation that pays now
 * where one does. CSV by RFC 4180, amounts in whole cents with VAT. The visitor's name is included as long as
 * it is stored (30 days); the export is recorded first.
 */
export const exportVisitFees = streamOperation({
  contract: api.exportVisitFees,
  problems: dayProblems,
  handle:
    (deps: VisitsDeps) =>
    async (permit, { month }): Promise<Result<AsyncIterable<string>, NotAtAPoint>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const { pointId } = desk.value
      return deps.db.write(async (tx) => {
        const event: VisitFeesExported = { type: 'VisitFeesExported', pointId, month }
        await deps.record(tx, event, permit)
        return ok(csvOfMonth(deps)({ month, pointIds: [pointId] }))
      })
    },
})

/** The lines of the list, page by page; each begins with its point where the points have names here. */
export const csvOfMonth = (deps: Pick<VisitsDeps, 'db' | 'sealing' | 'payersOfVisits'>) =>
  async function* ({
    names,
    ...ofMonth
  }: MonthAtPoints & { readonly names?: ReadonlyMap<string, string> }): AsyncIterable<string> {
    yield csvLine([...(names ? ['point'] : []), ...heads])
    let behind: PlaceInTime | undefined
    for (;;) {
      const requested = { ...ofMonth, behind, limit: pageSize }
      const page = await deps.db.read((tx) => servedOfMonth(deps)(tx, requested))
      yield page
        .map((visit) =>
          csvLine([...(names ? [names.get(visit.pointId) ?? ''] : []), ...cellsOf(visit)]),
        )
        .join('')
      const last = page.at(-1)
      if (last === undefined || page.length < pageSize) return
      behind = { at: last.startsAt, id: last.visitId }
    }
  }

const pageSize = 500

const heads = [
  'served_on',
  'visitor',
  'services',
  'own_staff',
  'fee_cents',
  'payer',
  'visit',
  // The payer that the desk recorded, where it was corrected since.
  'first_payer',
]

const cellsOf = (visit: ServedVisit): readonly string[] => [
  dateInHelsinki(visit.startsAt),
  visit.visitor ?? '',
  visit.services.join(' '),
  visit.isOwnStaff ? 'yes' : 'no',
  String(visit.feeCents),
  visit.payers.map(named).join(', '),
  visit.visitId,
  visit.firstPayer ? named(visit.firstPayer) : '',
]

const named = ({ name, businessId }: Payer): string => `${name} (${businessId})`
