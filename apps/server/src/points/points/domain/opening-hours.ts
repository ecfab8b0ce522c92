import type { PointDetails } from '@sotevarmenne/api/points'
import type { Instant } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  dateInHelsinki,
  instantAt,
  weekday,
  type LocalDate,
  type LocalTime,
} from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isPublicHoliday } from '@sotevarmenne/kernel/working-days'

export type Hours = Pick<PointDetails, 'openingHours' | 'exceptions' | 'lastDay'>

/** From an instant until, and not at, another. */
export type Span = { readonly from: Instant; readonly to: Instant }

export type HoursRefusal =
  | { readonly kind: 'hours-backwards' }
  | { readonly kind: 'hours-overlap' }
  | { readonly kind: 'day-entered-twice' }

/** Checks hours as a case officer enters them: each day once, its periods one after another. */
export function checkHours({ openingHours, exceptions }: Hours): Result<undefined, HoursRefusal> {
  const days = [
    ...openingHours.map(({ weekday: number }) => String(number)),
    ...exceptions.map(({ date }) => date),
  ]
  if (new Set(days).size < days.length) return refuse({ kind: 'day-entered-twice' })
  for (const { periods } of [...openingHours, ...exceptions]) {
    if (periods.some(({ from, to }) => from >= to)) return refuse({ kind: 'hours-backwards' })
    const isInOrder = periods.every(({ from }, index) => from >= (periods[index - 1]?.to ?? ''))
    if (!isInOrder) return refuse({ kind: 'hours-overlap' })
  }
  return ok(undefined)
}

/**
 * When the point is open on the Finnish day: by the exception of that day, or else closed on a public holiday, or else by
 * the week. Where the clocks change within a period, it is an hour longer or shorter than its times say.
 */
export function openOn({ openingHours, exceptions, lastDay }: Hours, date: LocalDate): Span[] {
  if (lastDay !== undefined && date > lastDay) return []
  const exception = exceptions.find((one) => one.date === date)
  const defaults = isPublicHoliday(date)
    ? undefined
    : openingHours.find((one) => one.weekday === weekday(date))
  return ((exception ?? defaults)?.periods ?? [])
    .map(({ from, to }) => ({
      from: instantAt(date, from as LocalTime),
      to: instantAt(date, to as LocalTime),
    }))
    .filter(({ from, to }) => from < to)
}

/** How far ahead the next opening is searched. */
const daysAhead = 31

/** Whether the point is open at the instant, and when that changes next. */
export function openingAt(
  hours: Hours,
  now: Instant,
): { readonly isOpen: boolean; readonly changesAt?: Instant } {
  const today = dateInHelsinki(now)
  const spans = Array.from({ length: daysAhead }, (_, days) =>
    openOn(hours, addDays(today, days)),
  ).flat()
  const open = spans.find(({ from, to }) => from <= now && now < to)
  if (open) return { isOpen: true, changesAt: open.to }
  const next = spans.find(({ from }) => from > now)
  return { isOpen: false, ...(next && { changesAt: next.from }) }
}
