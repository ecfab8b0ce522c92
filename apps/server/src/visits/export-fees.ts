import type { InputOf } from '@sotevarmenne/api/endpoint'
import type { exportVisitFees as contract } from '@sotevarmenne/api/visits'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { dateInHelsinki, addMonths, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#registration/index.ts'
import type { VisitFeesExported, VisitIn } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { servedVisits } from './store.ts'

/**
 * The list by which the keeper of the registrar's point asks its visitors for their fees (M11): every visit served in the
 * month, in the order of time, own staff and free ones too, with the organisation that pays where one does. CSV as RFC 4180
 * has it, amounts in whole cents with VAT. The visitor's name stands in it as long as it is kept (30 days); that it was taken
 * is recorded first.
 */
export const exportVisitFees =
  (deps: VisitsDeps) =>
  async (
    permit: Permit<'visits.exportFees'>,
    { month }: InputOf<typeof contract>,
  ): Promise<Result<AsyncIterable<string>, NotAtAPoint>> => {
    const desk = registrarOf(permit)
    if (!desk.ok) return desk
    const { pointId } = desk.value
    return deps.db.write(async (tx) => {
      const event: VisitFeesExported = { type: 'VisitFeesExported', pointId, month }
      await deps.record(tx, event, permit)
      return ok(linesOf(deps, { pointId, month }))
    })
  }

async function* linesOf(
  { db, sealing }: Pick<VisitsDeps, 'db' | 'sealing'>,
  { pointId, month }: { readonly pointId: string; readonly month: string },
): AsyncIterable<string> {
  yield csvLine(['served_on', 'visitor', 'services', 'own_staff', 'fee_cents', 'payer', 'visit'])
  const firstDay = localDate(`${month}-01`)
  const within = { from: startOfDay(firstDay), to: startOfDay(addMonths(firstDay, 1)) }
  let after: VisitIn<'served'> | undefined
  for (;;) {
    const page = await db.read((tx) =>
      servedVisits(tx, sealing, { pointId, ...within, after, limit: pageSize }),
    )
    yield page.map(lineOf).join('')
    after = page.at(-1)
    if (page.length < pageSize) return
  }
}

const pageSize = 500

const lineOf = (visit: VisitIn<'served'>): string =>
  csvLine([
    dateInHelsinki(visit.startsAt),
    visit.personal?.contact.name ?? '',
    visit.services.join(' '),
    visit.isOwnStaff ? 'yes' : 'no',
    String(visit.feeCents),
    visit.payer ? `${visit.payer.name} (${visit.payer.businessId})` : '',
    visit.visitId,
  ])
