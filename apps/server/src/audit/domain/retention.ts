import type { Instant } from '@sotevarmenne/kernel/instant'
import { addYears, dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'

/**
 * The start of the retention period: entries placed before it have been stored for the years, in whole
 * Finnish days. One time for the whole audit log: the erasable part is then a prefix, and the rest can be
 * verified without it.
 */
export const retainedSince = (now: Instant, years: number): Instant =>
  startOfDay(addYears(dateInHelsinki(now), -years))
