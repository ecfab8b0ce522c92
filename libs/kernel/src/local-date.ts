import type { Brand } from './brand.ts'
import { day, hour, instant, minute, second, type Instant } from './instant.ts'

/** A day of the Finnish calendar (Europe/Helsinki), as `YYYY-MM-DD`. Compares as text. */
export type LocalDate = Brand<string, 'LocalDate'>

/** Parses `YYYY-MM-DD`; undefined when there is no such day. */
export function parseLocalDate(text: string): LocalDate | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const midnight = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(midnight)) return undefined
  return new Date(midnight).toISOString().startsWith(text) ? (text as LocalDate) : undefined
}

/** The day as a local date. The caller has checked that it exists, or it is a constant in code. */
export function localDate(text: string): LocalDate {
  const parsed = parseLocalDate(text)
  if (parsed === undefined) throw new Error(`no such day: ${text}`)
  return parsed
}

export const addDays = (date: LocalDate, days: number): LocalDate =>
  new Date(midnightUtc(date) + days * day).toISOString().slice(0, 10) as LocalDate

/** The same day some years later; 29 February becomes 28 February where that year has none. */
export function addYears(date: LocalDate, years: number): LocalDate {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, '0')
  return parseLocalDate(`${year}${date.slice(4)}`) ?? localDate(`${year}-02-28`)
}

/** The same day some months later; the last day of that month where it has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const there = Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastDay))
  return new Date(there).toISOString().slice(0, 10) as LocalDate
}

/** Monday is 1, Sunday is 7 (ISO 8601). */
export const weekday = (date: LocalDate): number => new Date(midnightUtc(date)).getUTCDay() || 7

/** The Finnish day on which the instant falls. */
export const dateInHelsinki = (at: Instant): LocalDate =>
  new Date(at + helsinkiOffset(at)).toISOString().slice(0, 10) as LocalDate

/** The first instant of the Finnish day. */
export const startOfDay = (date: LocalDate): Instant => instantAt(date, '00:00' as LocalTime)

/** A Finnish local time, `HH:MM` from `00:00` to `23:59`. Compares as text. */
export type LocalTime = Brand<string, 'LocalTime'>

/** Parses `HH:MM`; undefined when there is no such time. */
export const parseLocalTime = (text: string): LocalTime | undefined =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? (text as LocalTime) : undefined

/**
 * The instant of a Finnish local time on a day. A time that occurs twice, when summer time ends, is the
 * first; a time that is skipped, when summer time begins, is the moment of the change: later times of a day
 * are never earlier instants.
 */
export function instantAt(date: LocalDate, time: LocalTime): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const shown = midnightUtc(date) + hours * hour + minutes * minute
  const [inSummer, inWinter] = [instant(shown - 3 * hour), instant(shown - 2 * hour)]
  if (helsinkiOffset(inSummer) === 3 * hour) return inSummer
  // The clocks change on the hour.
  return helsinkiOffset(inWinter) === 2 * hour ? inWinter : instant(inWinter - (inWinter % hour))
}

/** The Finnish local time at the instant. */
export const timeInHelsinki = (at: Instant): LocalTime =>
  new Date(at + helsinkiOffset(at)).toISOString().slice(11, 16) as LocalTime

/**
 * The last whole second of the Finnish day: the notAfter of a certificate (inclusive, RFC 5280 § 4.1.2.5).
 */
export const endOfDay = (date: LocalDate): Instant => instant(startOfDay(addDays(date, 1)) - second)

const midnightUtc = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`)

/** Summer time by Directive 2000/84/EC: from the last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC. */
function helsinkiOffset(at: Instant): number {
  const year = new Date(at).getUTCFullYear()
  const isSummer = at >= lastSunday(year, 2) && at < lastSunday(year, 9)
  return isSummer ? 3 * hour : 2 * hour
}

function lastSunday(year: number, month: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0))
  return Date.UTC(year, month, lastDay.getUTCDate() - lastDay.getUTCDay(), 1)
}
