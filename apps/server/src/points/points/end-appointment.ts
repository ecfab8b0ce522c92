import type { endAppointment as contract } from '@sotevarmenne/api/registration'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Appointment, AppointmentEndedBecause } from './contract.ts'
import type { OfficeDeps } from './deps.ts'
import { endNow, type EndRefusal } from './domain/appointment.ts'
import { staffingAt } from './domain/staffing.ts'
import { staffingShown } from './show-point.ts'
import { appointmentsAt, lockAppointment, saveAppointment } from './stores/registrars.ts'

type EndAppointment = {
  readonly registrarId: string
  readonly because: AppointmentEndedBecause
}

export type EndAppointmentRefusal = EndRefusal | { readonly kind: 'appointment-not-found' }

export const endAppointment =
  ({ record, clock }: { record: Record; clock: Clock }) =>
  async (
    tx: Tx,
    permit: Permit,
    { registrarId, because }: EndAppointment,
  ): Promise<Result<Appointment, EndAppointmentRefusal>> => {
    const appointment = await lockAppointment(tx, registrarId)
    if (!appointment) return refuse({ kind: 'appointment-not-found' })

    const ended = endNow(appointment, { because, now: clock.now() })
    if (!ended.ok) return ended

    await saveAppointment(tx, ended.value.appointment)
    await record(tx, ended.value.event, permit)
    return ok(ended.value.appointment)
  }

/** A handler ends an appointment, and hears how the point is staffed without it. */
export const endByOffice =
  (deps: OfficeDeps) =>
  (
    permit: Permit<'registration.appointRegistrar'>,
    ending: { readonly registrarId: string },
  ): Promise<Result<AnswerOf<typeof contract>, EndAppointmentRefusal>> =>
    deps.db.write(async (tx): Promise<Result<AnswerOf<typeof contract>, EndAppointmentRefusal>> => {
      const ended = await endAppointment(deps)(tx, permit, { ...ending, because: 'by-office' })
      if (!ended.ok) return ended
      const appointments = await appointmentsAt(tx, [ended.value.pointId])
      return ok({ staffing: staffingShown(staffingAt(appointments, deps.clock.now())) })
    })
