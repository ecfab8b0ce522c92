import { serviceNow } from '../api/service-clock.ts'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { locales, showDay, showTime } from '@sotevarmenne/kernel/show'
import { usePageLanguage } from './language.ts'
import type { Language } from './text.ts'

/** Days and times in the page's language, by the Finnish clock. */
export function useDates() {
  const language = usePageLanguage()
  return {
    day: (date: string) => formatDay(date, language),
    longDay: (date: string) => formatLongDay(date, language),
    dayOf: (at: string) => formatDayOf(at, language),
    weekday: (weekday: number) => formatWeekday(weekday, language),
    weekdayOf: (date: string) => formatWeekdayOf(date, language),
    lastDayBefore: (at: string) =>
      formatDayOf(new Date(Date.parse(at) - 1).toISOString(), language),
    time: (at: string) => formatTime(at, language),
    longTime: (at: string) => formatLongTime(at, language),
    clock: (at: string) => formatClock(at, language),
    timeOfDay: (time: string) => formatTimeOfDay(time, language),
  }
}

/** A calendar day `YYYY-MM-DD`, never broken over two lines. */
export const formatDay = (date: string, language: Language): string =>
  showDay(localDate(date), language).replaceAll(' ', '\u00a0')

/** A calendar day with its weekday: `tiistai 24. marraskuuta 2026`, `Tuesday, 24 November 2026`. */
export const formatLongDay = (date: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )

/** A weekday of ISO 8601: 1 is Monday. */
export const formatWeekday = (weekday: number, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, weekday),
  )

/** The weekday of a calendar day `YYYY-MM-DD`. */
const formatWeekdayOf = (date: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )

/** The Finnish day of an instant. */
export const formatDayOf = (at: string, language: Language): string =>
  formatDay(dateInHelsinki(instantOf(at)), language)

export const formatTime = (at: string, language: Language): string =>
  showTime(instantOf(at), language)

const instantOf = (at: string): Instant => instant(Date.parse(at))

/** The Finnish day of an instant with its weekday, and the time. */
export const formatLongTime = (at: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: 'Europe/Helsinki',
  }).format(new Date(at))

/** A time of day `HH:MM`: `8.00`, `08:00`. */
export const formatTimeOfDay = (time: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(`1970-01-01T${time}Z`),
  )

/** The Finnish time of an instant of today: `20.26`, `20:26`. */
export const formatClock = (at: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    timeStyle: 'short',
    timeZone: 'Europe/Helsinki',
  }).format(new Date(at))

/** Today in Finland by the service's clock, as `YYYY-MM-DD`. */
export const todayInFinland = (): string => dateInHelsinki(serviceNow())

/** A day as people type it, `31.12.2030` or `2030-12-31`, as `YYYY-MM-DD`; undefined when there is no such day. */
export function readDay(typed: string): string | undefined {
  const text = typed.trim()
  const match = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  const iso = match === null ? text : [match[3], pad(match[2]), pad(match[1])].join('-')
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return undefined
  const midnight = Date.parse(`${iso}T00:00:00Z`)
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(iso)
  return isDay ? iso : undefined
}

const pad = (digits = ''): string => digits.padStart(2, '0')

/** A calendar day as people type it in every language of the service: `31.12.2030`. */
export const formatTypedDay = (date: string): string =>
  date.split('-').toReversed().map(Number).join('.')

/** `10/2026`, as all three languages write it. */
export const monthText = (month: string): string =>
  `${String(Number(month.slice(5)))}/${month.slice(0, 4)}`
