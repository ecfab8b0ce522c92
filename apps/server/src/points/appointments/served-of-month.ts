import { addMonths, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { PlaceInTime } from '#platform/paging.ts'
import { correctedPayers } from './corrected-payers.ts'
import type { MonthAtPoints, Payer, ServedVisit, VisitIn } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { servedVisits } from './store.ts'

/**
 * What was served at the points in the month, own staff and free ones too, in order of time: one page (R209).
 */
export const servedOfMonth =
  (deps: Pick<VisitsDeps, 'sealing' | 'payersOfVisits'>) =>
  async (
    tx: Tx,
    {
      month,
      ...requested
    }: MonthAtPoints & { readonly behind: PlaceInTime | undefined; readonly limit: number },
  ): Promise<readonly ServedVisit[]> => {
    const firstDay = localDate(`${month}-01`)
    const within = { from: startOfDay(firstDay), to: startOfDay(addMonths(firstDay, 1)) }
    const found = await servedVisits(tx, deps.sealing, { ...requested, ...within })
    const corrected = await correctedPayers(deps, tx, found)
    return found.map((visit) => lineOf(visit, corrected.get(visit.visitId)))
  }

function lineOf(
  {
    visitId,
    pointId,
    services,
    isOwnStaff,
    feeCents,
    startsAt,
    personal,
    payer,
  }: VisitIn<'served'>,
  corrected: readonly Payer[] | undefined,
): ServedVisit {
  return {
    ...{ visitId, pointId, services, isOwnStaff, feeCents, startsAt },
    ...(personal && { visitor: personal.contact.name }),
    payers: corrected ?? (payer ? [payer] : []),
    ...(corrected && payer && { firstPayer: payer }),
  }
}
