import type { Instant } from '@sotevarmenne/kernel/instant'
import { addYears, dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'

/** What was written of a dispute that ended before this is erased, here (R292) and in its thread with the office (R167). */
export const forgottenBefore = (now: Instant): Instant =>
  startOfDay(addYears(dateInHelsinki(now), -keptYears))

const keptYears = 2
