import type { Instant } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  dateInHelsinki,
  startOfDay,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { VisitablePoint } from '#points/points/index.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingOn } from '#settings/index.ts'
import { firstFreeSlot, type Bookable, type DayOfPoint, type Slot } from './domain/slots.ts'
import { takenSlots } from './store.ts'

/**
 * What the point offers on each of the days. `besides`: a visit whose slot counts as free, since it moves.
 */
export async function daysOfPoint(
  tx: Tx,
  point: VisitablePoint,
  {
    from,
    days,
    besides,
    now,
  }: {
    readonly from: LocalDate
    readonly days: number
    readonly besides?: string
    readonly now: Instant
  },
): Promise<readonly (DayOfPoint & { readonly date: LocalDate })[]> {
  const dates = Array.from({ length: days }, (_, index) => addDays(from, index))
  const taken = await takenSlots(tx, {
    pointIds: [point.point.pointId],
    from: startOfDay(from),
    to: startOfDay(addDays(from, days)),
    now,
  })
  const others = taken.filter(({ visitId }) => visitId !== besides)
  return dates.map((date) => ({ date, ...dayOf(point, date, others) }))
}

/** Until which day can be booked now, and the setting that says so (R345, R491). */
export async function bookableNow(
  tx: Tx,
  now: Instant,
): Promise<{ readonly bookable: Bookable; readonly settings: UsedSettings }> {
  const today = dateInHelsinki(now)
  const { value, version } = await settingOn(tx, 'appointment-window', today)
  return {
    bookable: { now, lastDay: addDays(today, value) },
    settings: { 'appointment-window': version },
  }
}

/** Days in which the next free time of a point is searched. */
const soughtDays = 31

/** The first free time of each of the points, where there is one from the day on, within a month. */
export async function nextFree(
  tx: Tx,
  points: readonly VisitablePoint[],
  { now, by }: { readonly now: Instant; readonly by?: LocalDate | undefined },
): Promise<ReadonlyMap<string, Instant>> {
  const today = dateInHelsinki(now)
  const dates = Array.from({ length: soughtDays }, (_, index) => addDays(today, index)).filter(
    (date) => by === undefined || date <= by,
  )
  const taken = Map.groupBy(
    await takenSlots(tx, {
      pointIds: points.map(({ point }) => point.pointId),
      from: now,
      to: startOfDay(addDays(today, soughtDays)),
      now,
    }),
    ({ pointId, startsAt }) => `${pointId} ${dateInHelsinki(startsAt)}`,
  )
  const { bookable } = await bookableNow(tx, now)
  const found = new Map<string, Instant>()
  for (const visitable of points) {
    const { pointId } = visitable.point
    for (const date of dates) {
      const day = dayOf(visitable, date, taken.get(`${pointId} ${date}`) ?? [])
      const first = firstFreeSlot(day, bookable)
      if (first === undefined) continue
      found.set(pointId, first.startsAt)
      break
    }
  }
  return found
}

const dayOf = (
  { point, openOn, desksAt }: VisitablePoint,
  date: LocalDate,
  taken: readonly Slot[],
): DayOfPoint => ({
  spans: openOn(date),
  slotMinutes: point.details.slotMinutes,
  desksAt,
  taken,
})
