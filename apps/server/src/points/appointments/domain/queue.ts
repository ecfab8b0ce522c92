import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Visit } from '../contract.ts'

/**
 * The next visitor: appointments that are due, the earliest first, whether or not the arrival was recorded;
 * then walk-ins, in order of arrival; then those who arrived before their time.
 */
export function nextInQueue(visits: readonly Visit[], now: Instant): Visit | undefined {
  const called = visits.flatMap((visit) => {
    const rank = rankOf(visit, now)
    return rank === undefined ? [] : [{ visit, rank }]
  })
  return called
    .toSorted(
      (one, other) =>
        one.rank.group - other.rank.group ||
        one.rank.since - other.rank.since ||
        (one.visit.visitId < other.visit.visitId ? -1 : 1),
    )
    .at(0)?.visit
}

type Rank = { readonly group: number; readonly since: Instant }

function rankOf(visit: Visit, now: Instant): Rank | undefined {
  const isDue = visit.startsAt <= now
  if (visit.state === 'booked') return isDue ? { group: 0, since: visit.startsAt } : undefined
  if (visit.state !== 'waiting') return undefined
  if (visit.isWalkIn) return { group: 1, since: visit.arrivedAt }
  return { group: isDue ? 0 : 2, since: visit.startsAt }
}
