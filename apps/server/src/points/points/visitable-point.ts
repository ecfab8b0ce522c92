import type { PointDetails } from '@sotevarmenne/api/registration'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Point } from './contract.ts'
import { openOn, type Span } from './domain/opening-hours.ts'
import { feesOn, type FeeLine } from './domain/price.ts'
import { registrarsAt } from './domain/staffing.ts'
import { pricesOf } from './stores/prices.ts'
import { appointmentsAt } from './stores/registrars.ts'

/** A point that can be visited, with what its opening hours, registrars and prices answer. */
export type VisitablePoint = {
  readonly point: Point & { readonly details: PointDetails }
  readonly openOn: (date: LocalDate) => readonly Span[]
  /** Visitors who can be served at a time: at most one for each registrar. */
  readonly desksAt: (at: Instant) => number
  /** What its services cost a visitor on the day; one that is not there is free. */
  readonly feesOn: (date: LocalDate) => readonly FeeLine[]
}

/** Those of the points whose facts were entered whole. */
export async function visitablePoints(
  tx: Tx,
  points: readonly Point[],
): Promise<readonly VisitablePoint[]> {
  const ids = points.map(({ pointId }) => pointId)
  const prices = Map.groupBy(await pricesOf(tx, ids), ({ pointId }) => pointId)
  const appointments = Map.groupBy(await appointmentsAt(tx, ids), ({ pointId }) => pointId)
  return points.flatMap(({ details, ...point }) =>
    details === undefined
      ? []
      : [
          {
            point: { ...point, details },
            openOn: (date) => openOn(details, date),
            desksAt: (at) =>
              Math.min(details.desks, registrarsAt(appointments.get(point.pointId) ?? [], at)),
            feesOn: (date) => feesOn(prices.get(point.pointId) ?? [], details.services, date),
          },
        ],
  )
}
