import { parseInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type {
  Visit,
  VisitBooked,
  VisitCancelled,
  VisitMoved,
  VisitReminderDue,
} from '../../../points/appointments/contract.ts'
import type { VisitNoticeKind } from '../contract.ts'

/** Every event that whoever booked the visit is told of. */
export type ToldToVisitor = VisitBooked | VisitMoved | VisitCancelled | VisitReminderDue

export const kindOfVisitEvent: { readonly [Type in ToldToVisitor['type']]: VisitNoticeKind } = {
  VisitBooked: 'visit-booked',
  VisitMoved: 'visit-moved',
  VisitCancelled: 'visit-cancelled',
  VisitReminderDue: 'visit-reminder',
}

/**
 * What the visitor is told, if anything: nothing when the visit has changed since, which another event tells, or has begun.
 * Events are heard late, and in any order.
 */
export function visitTellingOf(
  event: { readonly type: ToldToVisitor['type']; readonly startsAt?: string | undefined },
  visit: Pick<Visit, 'state' | 'startsAt'>,
  now: Instant,
): VisitNoticeKind | undefined {
  if (visit.startsAt <= now) return undefined
  const kind = kindOfVisitEvent[event.type]
  if (event.type === 'VisitCancelled') return visit.state === 'cancelled' ? kind : undefined
  const isOfThisTime = parseInstant(event.startsAt ?? '') === visit.startsAt
  return visit.state === 'booked' && isOfThisTime ? kind : undefined
}
