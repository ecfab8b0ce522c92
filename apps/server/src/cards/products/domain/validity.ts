import { addDays, addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { professionalCard } from './professional-card.ts'

/**
 * The last day of a professional card ordered on the day, inclusive to the end of that Finnish day.
 * One day is taken off the five years: both the first and the last day are whole ones.
 * A title must not outlive its right, so the printed right's end cuts it.
 */
export function professionalCardValidTo(
  orderedOn: LocalDate,
  rightValidTo: LocalDate | undefined,
): LocalDate {
  const longest = addDays(addYears(orderedOn, professionalCard.longestYears), -1)
  return rightValidTo !== undefined && rightValidTo < longest ? rightValidTo : longest
}
