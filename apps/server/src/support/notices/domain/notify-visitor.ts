import { parseInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type {
  Visit,
  AppointmentBooked,
  AppointmentCancelled,
  AppointmentMoved,
  AppointmentReminderDue,
} from '../../../points/appointments/contract.ts'
import type { VisitNoticeKind } from '../contract.ts'

/** Every event with a notice to the person who made the appointment. */
export type NotifiedToVisitor =
  AppointmentBooked | AppointmentMoved | AppointmentCancelled | AppointmentReminderDue

export const kindOfVisitEvent: { readonly [Type in NotifiedToVisitor['type']]: VisitNoticeKind } = {
  AppointmentBooked: 'appointment-booked',
  AppointmentMoved: 'appointment-moved',
  AppointmentCancelled: 'appointment-cancelled',
  AppointmentReminderDue: 'visit-reminder',
}

/**
 * The notice to the visitor, if any: none when the visit has begun, or has changed since, which has an event
 * of its own. Events arrive late, and in any order.
 */
export function visitNotifyingOf(
  event: { readonly type: NotifiedToVisitor['type']; readonly startsAt?: string | undefined },
  visit: Pick<Visit, 'state' | 'startsAt'>,
  now: Instant,
): VisitNoticeKind | undefined {
  if (visit.startsAt <= now) return undefined
  const kind = kindOfVisitEvent[event.type]
  if (event.type === 'AppointmentCancelled') return visit.state === 'cancelled' ? kind : undefined
  const isOfThisTime = parseInstant(event.startsAt ?? '') === visit.startsAt
  return visit.state === 'booked' && isOfThisTime ? kind : undefined
}
