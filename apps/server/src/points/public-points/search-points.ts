import * as api from '@sotevarmenne/api/points'
import type { PublicPointView } from '@sotevarmenne/api/points'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { pageOf, readNameCursor, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import {
  openingAt,
  placeOfPoint,
  pointById,
  pointsByName,
  visitablePoints,
  type VersionedPoint,
  type VisitablePoint,
  pointNotFoundProblems,
} from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { Runtime } from '#platform/runtime.ts'

/** The first free time of each point that has one, by the given day if any. Implemented by `points/appointments`. */
export type NextFree = (
  tx: Tx,
  points: readonly VisitablePoint[],
  by?: LocalDate,
) => Promise<ReadonlyMap<string, Instant>>

export type PublicDeps = Pick<Runtime, 'db' | 'clock'> & {
  readonly nextFree: NextFree
  /** The organisations that the service knows, by business ID: what the operator of a point is called. */
  readonly organisationsByBusinessIds: (
    tx: Tx,
    businessIds: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly name: string }>>
}

/** Points in the public list, by name. */
export const searchPoints = operation({
  contract: api.searchPoints,
  problems: cursorProblems,
  handle:
    (deps: PublicDeps) =>
    async (
      _permit,
      { cursor, limit, freeBy, ...sought },
    ): Promise<Result<ResponseOf<typeof api.searchPoints>, CursorRefusal>> => {
      const begin = readNameCursor(cursor)
      if (!begin.ok) return begin
      const publicOn = dateInHelsinki(deps.clock.now())
      return deps.db.read(async (tx) => {
        const points: PublicPointView[] = []
        for (let after = begin.value; ;) {
          const found = await pointsByName(tx, { ...sought, publicOn, after, limit: limit + 1 })
          const shown = await publicPoints(deps, tx, found, freeBy as LocalDate | undefined)
          points.push(...shown.filter((point) => freeBy === undefined || point.nextFreeAt))
          // One row more than requested shows that there is a next page.
          const last = found.at(-1)
          if (points.length > limit || found.length <= limit || last === undefined) {
            const { page, nextCursor } = pageOf(points, { limit, placeOf: placeOfPoint })
            return ok({ points: [...page], ...(nextCursor !== undefined && { nextCursor }) })
          }
          after = placeOfPoint(last)
        }
      })
    },
})

export const viewPublicPoint = operation({
  contract: api.viewPublicPoint,
  problems: pointNotFoundProblems,
  handle:
    (deps: PublicDeps) =>
    (
      _permit,
      { pointId },
    ): Promise<Result<PublicPointView, { readonly kind: 'point-not-found' }>> =>
      deps.db.read(async (tx) => {
        const point = await pointById(tx, pointId)
        const [shown] = point ? await publicPoints(deps, tx, [point]) : []
        return shown ? ok(shown) : refuse({ kind: 'point-not-found' })
      }),
})

async function publicPoints(
  { clock, nextFree, organisationsByBusinessIds }: PublicDeps,
  tx: Tx,
  points: readonly VersionedPoint[],
  freeBy?: LocalDate,
): Promise<readonly PublicPointView[]> {
  const visitable = await visitablePoints(tx, points)
  const free = await nextFree(tx, visitable, freeBy)
  const operators = await organisationsByBusinessIds(tx, [
    ...new Set(visitable.flatMap(({ point }) => point.details.pointOperatorBusinessId ?? [])),
  ])
  const now = clock.now()
  const today = dateInHelsinki(now)
  return visitable.map(({ point, servicesOn, feesOn }) => {
    const { desks: _, ...details } = point.details
    const { isOpen, changesAt } = openingAt(point.details, now)
    const nextFreeAt = free.get(point.pointId)
    return {
      pointId: point.pointId,
      name: point.name,
      address: point.address,
      details: {
        ...details,
        services: [...servicesOn(today)],
        // As the organisation itself is called (R475); as the office typed it where the service does not know it.
        pointOperator:
          operators.get(details.pointOperatorBusinessId ?? '')?.name ?? details.pointOperator,
      },
      now: { isOpen, ...(changesAt !== undefined && { changesAt: formatInstant(changesAt) }) },
      fees: feesOn(today).map(({ service, cents, isFreeForOwnStaff }) => ({
        ...{ service, cents, isFreeForOwnStaff },
      })),
      ...(nextFreeAt !== undefined && { nextFreeAt: formatInstant(nextFreeAt) }),
    }
  })
}
