import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type {
  Appointment,
  AppointmentEndedBecause,
  RegistrarAppointmentEnded,
} from '../contract.ts'

export type EndRefusal = { readonly kind: 'appointment-already-ended' }

/** The appointment holds at the instant: begun, and not ended. */
export const holdsAt = (appointment: Appointment, at: Instant): boolean =>
  appointment.appointedAt <= at && (appointment.endsAt === undefined || at < appointment.endsAt)

/** Where the person is a registrar: the newest of the appointments that hold. */
export const appointmentAt = (
  appointments: readonly Appointment[],
  at: Instant,
): Appointment | undefined =>
  appointments
    .filter((appointment) => holdsAt(appointment, at))
    .toSorted(
      (one, other) =>
        other.appointedAt - one.appointedAt || one.registrarId.localeCompare(other.registrarId),
    )
    .at(0)

/** Ends the appointment now, also one that would have ended later by itself. */
export function endNow(
  appointment: Appointment,
  { because, now }: { readonly because: AppointmentEndedBecause; readonly now: Instant },
): Result<
  { readonly appointment: Appointment; readonly event: RegistrarAppointmentEnded },
  EndRefusal
> {
  if (appointment.endsAt !== undefined && appointment.endsAt <= now)
    return refuse({ kind: 'appointment-already-ended' })

  return ok({
    appointment: { ...appointment, endsAt: now },
    event: {
      type: 'RegistrarAppointmentEnded',
      because,
      registrarId: appointment.registrarId,
      pointId: appointment.pointId,
      about: { personId: appointment.personId },
    },
  })
}
