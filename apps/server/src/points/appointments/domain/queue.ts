import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Visit } from '../contract.ts'

/**
 * Who is next: bookings whose time has come, the earliest first, whether somebody noted their arrival or not; then those
 * who came without a booking, in the order of their coming; then those who are here before their time.
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
