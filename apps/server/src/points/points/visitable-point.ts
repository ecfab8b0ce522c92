import type { PointDetails, PointService } from '@sotevarmenne/api/points'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Point } from './contract.ts'
import { openOn, type Span } from './domain/opening-hours.ts'
import { feesOn, type FeeLine } from './domain/price.ts'
import { offeredOn } from './domain/service.ts'
import { registrarsAt } from './domain/staffing.ts'
import { pricesOf } from './stores/prices.ts'
import { registrarRolesAt } from './stores/registrars.ts'
import { approvedServices } from './stores/services.ts'

/** A point that can be visited, with its opening hours, registrars and prices. */
export type VisitablePoint = {
  readonly point: Point & { readonly details: PointDetails }
  readonly openOn: (date: LocalDate) => readonly Span[]
  /** Visitors who can be served at a time: at most one for each registrar. */
  readonly desksAt: (at: Instant) => number
  /** Its services that are in the list of services on the day (R493). */
  readonly servicesOn: (date: LocalDate) => readonly PointService[]
  /** The fees of its services for a visitor on the day; a service that is absent is free. */
  readonly feesOn: (date: LocalDate) => readonly FeeLine[]
}

/** Those of the points with complete facts. */
export async function visitablePoints(
  tx: Tx,
  points: readonly Point[],
): Promise<readonly VisitablePoint[]> {
  const ids = points.map(({ pointId }) => pointId)
  const prices = Map.groupBy(await pricesOf(tx, ids), ({ pointId }) => pointId)
  const listed = await approvedServices(tx)
  const registrarRoles = Map.groupBy(await registrarRolesAt(tx, ids), ({ pointId }) => pointId)
  return points.flatMap(({ details, ...point }): readonly VisitablePoint[] => {
    if (details === undefined) return []
    const servicesOn = (date: LocalDate) => {
      const offered = offeredOn(listed, date)
      return details.services.filter((service) => offered.has(service))
    }
    return [
      {
        point: { ...point, details },
        openOn: (date) => openOn(details, date),
        desksAt: (at) =>
          Math.min(details.desks, registrarsAt(registrarRoles.get(point.pointId) ?? [], at)),
        servicesOn,
        feesOn: (date) => feesOn(prices.get(point.pointId) ?? [], servicesOn(date), date),
      },
    ]
  })
}
