import type { EndOutcome } from '@sotevarmenne/api/employment-ends'
import { addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'

export type LastDayFault = 'last-day-past' | 'last-day-too-late'

/** The last day of an employment can be today or a later day within a year: for any other it is a mistake. */
export function faultOfLastDay(lastDay: LocalDate, today: LocalDate): LastDayFault | undefined {
  if (lastDay < today) return 'last-day-past'
  return lastDay > addYears(today, 1) ? 'last-day-too-late' : undefined
}

/** What the organisation has reported and still has of a person. */
export type Reported = {
  readonly plannedFor?: LocalDate | undefined
  readonly endedOn?: LocalDate | undefined
  /** A card, or a prepared order. */
  readonly hasAny: boolean
}

export type EndFault = LastDayFault | 'ended-before'

/** What one more report of an end does. The same report again does nothing, also after its day. */
export function decideEnd(
  { plannedFor, endedOn, hasAny }: Reported,
  { lastDay, today }: { readonly lastDay: LocalDate; readonly today: LocalDate },
): Exclude<EndOutcome, 'fault'> | EndFault {
  if (lastDay === plannedFor || (lastDay === endedOn && !hasAny)) return 'already'
  const fault = faultOfLastDay(lastDay, today)
  if (fault !== undefined) return fault
  if (endedOn !== undefined && plannedFor === undefined && !hasAny) return 'ended-before'
  if (lastDay === today) return 'end'
  return plannedFor === undefined ? 'plan' : 'move'
}
