import * as api from '@sotevarmenne/api/points'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { openingAt, pointsByName } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { Runtime } from '#platform/runtime.ts'
import { nearestFirst } from './domain/nearest.ts'

/** Which of the points have a blank card in stock. Implemented by `cards/stock`. */
export type PointsWithBlanks = (tx: Tx, pointIds: readonly string[]) => Promise<ReadonlySet<string>>

export type SparePointsDeps = Pick<Runtime, 'db' | 'clock'> & {
  readonly pointsWithBlanks: PointsWithBlanks
}

/**
 * The ten points where a spare card is available soonest and nearest (R178). A country has some hundred
 * points: all are checked.
 */
export const searchSparePoints = operation({
  contract: api.searchSparePoints,
  problems: {},
  handle:
    ({ db, clock, pointsWithBlanks }: SparePointsDeps) =>
    (
      _permit,
      { postalCode, county },
    ): Promise<Result<ResponseOf<typeof api.searchSparePoints>, never>> =>
      db.read(async (tx) => {
        const now = clock.now()
        const publicOn = dateInHelsinki(now)
        const points = await pointsByName(tx, { county, service: 'spare-card', publicOn })
        const stocked = await pointsWithBlanks(
          tx,
          points.map(({ pointId }) => pointId),
        )
        const nearest = points
          .filter(({ pointId }) => stocked.has(pointId))
          .flatMap(({ details, ...point }) =>
            details === undefined ? [] : [{ ...point, details, opening: openingAt(details, now) }],
          )
          .toSorted(nearestFirst(postalCode))
          .slice(0, shown)
        return ok({
          points: nearest.map(({ pointId, name, address, details, opening }) => ({
            ...{ pointId, name, address },
            ...(details.phone !== undefined && { phone: details.phone }),
            hasPublicDuty: details.hasPublicDuty,
            now: {
              isOpen: opening.isOpen,
              ...(opening.changesAt !== undefined && {
                changesAt: formatInstant(opening.changesAt),
              }),
            },
          })),
        })
      }),
})

const shown = 10
