import type { InputOf } from '@sotevarmenne/api/endpoint'
import type { exportVisitFees as contract } from '@sotevarmenne/api/visits'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { dateInHelsinki, addMonths, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#registration/index.ts'
import { correctedPayers } from './corrected-payers.ts'
import type { Payer, VisitFeesExported, VisitIn } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { servedVisits } from './store.ts'

/**
 * The list by which the keeper of the registrar's point asks its visitors for their fees (M11): every visit served in the
 * month, in the order of time, own staff and free ones too, with the organisation that pays now where one does. CSV as RFC 4180
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
  deps: Pick<VisitsDeps, 'db' | 'sealing' | 'payersOfVisits'>,
  { pointId, month }: { readonly pointId: string; readonly month: string },
): AsyncIterable<string> {
  yield csvLine(heads)
  const firstDay = localDate(`${month}-01`)
  const within = { from: startOfDay(firstDay), to: startOfDay(addMonths(firstDay, 1)) }
  let after: VisitIn<'served'> | undefined
  for (;;) {
    const { page, corrected } = await deps.db.read(async (tx) => {
      const asked = { pointId, ...within, after, limit: pageSize }
      const found = await servedVisits(tx, deps.sealing, asked)
      return { page: found, corrected: await correctedPayers(deps, tx, found) }
    })
    yield page.map((visit) => lineOf(visit, corrected.get(visit.visitId))).join('')
    after = page.at(-1)
    if (page.length < pageSize) return
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
  // Whom the desk noted, where the payer was corrected since.
  'first_payer',
]

const lineOf = (visit: VisitIn<'served'>, corrected: readonly Payer[] | undefined): string =>
  csvLine([
    dateInHelsinki(visit.startsAt),
    visit.personal?.contact.name ?? '',
    visit.services.join(' '),
    visit.isOwnStaff ? 'yes' : 'no',
    String(visit.feeCents),
    (corrected ?? (visit.payer ? [visit.payer] : [])).map(named).join(', '),
    visit.visitId,
    corrected && visit.payer ? named(visit.payer) : '',
  ])

const named = ({ name, businessId }: Payer): string => `${name} (${businessId})`
