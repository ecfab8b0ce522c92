import * as api from '@sotevarmenne/api/appointments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { pointNotFoundProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import { bookableNow, daysOfPoint } from './day-of-point.ts'
import type { VisitsDeps } from './deps.ts'
import { freeSlots } from './domain/slots.ts'

/** Slots that anybody may book at the point. */
export const viewFreeSlots = operation({
  contract: api.viewFreeSlots,
  problems: pointNotFoundProblems,
  handle:
    ({ db, clock, registration }: Pick<VisitsDeps, 'db' | 'clock' | 'registration'>) =>
    (
      _permit,
      { pointId, from, days },
    ): Promise<
      Result<ResponseOf<typeof api.viewFreeSlots>, { readonly kind: 'point-not-found' }>
    > =>
      db.read(async (tx) => {
        const point = await registration.visitablePoint(tx, pointId)
        if (!point) return refuse({ kind: 'point-not-found' })
        const now = clock.now()
        const begin = (from as LocalDate | undefined) ?? dateInHelsinki(now)
        const { bookable } = await bookableNow(tx, now)
        const offered = await daysOfPoint(tx, point, { from: begin, days, now })
        return ok({
          days: offered.map((day) => ({
            date: day.date,
            isOpen: day.spans.length > 0,
            slots: freeSlots(day, bookable).map(({ startsAt, endsAt }) => ({
              startsAt: formatInstant(startsAt),
              endsAt: formatInstant(endsAt),
            })),
          })),
          lastDay: bookable.lastDay,
        })
      }),
})
