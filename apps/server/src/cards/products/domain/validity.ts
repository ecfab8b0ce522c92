import { addDays, addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { professionalCard } from './professional-card.ts'

/**
 * The last day of a professional card ordered on the day, inclusive to the end of that Finnish day.
 * One day is subtracted from the five years: both the first and the last day are whole days.
 * A title must not outlive its right, so the end of the printed right limits it.
 */
export function professionalCardValidTo(
  orderedOn: LocalDate,
  rightValidTo: LocalDate | undefined,
): LocalDate {
  const max = addDays(addYears(orderedOn, professionalCard.maxYears), -1)
  return rightValidTo !== undefined && rightValidTo < max ? rightValidTo : max
}
