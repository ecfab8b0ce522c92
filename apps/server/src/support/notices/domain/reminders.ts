import { addDays, type LocalDate } from '@sotevarmenne/kernel/local-date'

/** Max days of downtime that are caught up: a later reminder covers older ones. */
const madeUpFor = 7

/**
 * The days with reminders still to plan, oldest first, today last. Only today when none were ever planned.
 */
export function daysToRemind(last: LocalDate | undefined, today: LocalDate): readonly LocalDate[] {
  const from = last === undefined ? 0 : -madeUpFor + 1
  const days: LocalDate[] = []
  for (let offset = from; offset <= 0; offset += 1) {
    const day = addDays(today, offset)
    if (last === undefined || day > last) days.push(day)
  }
  return days
}
