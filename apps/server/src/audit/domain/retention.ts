import type { Instant } from '@sotevarmenne/kernel/instant'
import { addYears, dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'

/**
 * The beginning of what is still kept: entries placed before it have been kept for the years, in whole Finnish days.
 * One time for the whole trail: what may be erased is then its beginning, and the rest can be checked without it.
 */
export const keptSince = (now: Instant, years: number): Instant =>
  startOfDay(addYears(dateInHelsinki(now), -years))
