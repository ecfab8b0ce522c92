import type { viewFreeSlots as contract } from '@sotevarmenne/api/appointments'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { daysOfPoint } from './day-of-point.ts'
import type { VisitsDeps } from './deps.ts'
import { freeSlots, lastBookableDay } from './domain/slots.ts'

/** Slots that anybody may book at the point. */
export const viewFreeSlots =
  ({ db, clock, registration }: Pick<VisitsDeps, 'db' | 'clock' | 'registration'>) =>
  (
    _permit: Permit<'appointments.viewFreeSlots'>,
    { pointId, from, days }: InputOf<typeof contract>,
  ): Promise<Result<ResponseOf<typeof contract>, { readonly kind: 'point-not-found' }>> =>
    db.read(async (tx) => {
      const point = await registration.visitablePoint(tx, pointId)
      if (!point) return refuse({ kind: 'point-not-found' })
      const now = clock.now()
      const begin = (from as LocalDate | undefined) ?? dateInHelsinki(now)
      const offered = await daysOfPoint(tx, point, { from: begin, days })
      return ok({
        days: offered.map((day) => ({
          date: day.date,
          isOpen: day.spans.length > 0,
          slots: freeSlots(day, now).map(({ startsAt, endsAt }) => ({
            startsAt: formatInstant(startsAt),
            endsAt: formatInstant(endsAt),
          })),
        })),
        lastDay: lastBookableDay(now),
      })
    })
