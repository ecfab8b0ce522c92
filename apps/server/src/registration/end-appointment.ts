import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import { endNow, type EndRefusal } from './domain/appointment.ts'
import { appointmentById, saveAppointment } from './store.ts'

export type EndAppointmentRefusal = EndRefusal | { readonly kind: 'appointment-not-found' }

export const endAppointment =
  ({ record, clock }: { record: Record; clock: Clock }) =>
  async (
    tx: Tx,
    permit: Permit<'registration.appointRegistrar'>,
    { registrarId }: { readonly registrarId: string },
  ): Promise<Result<void, EndAppointmentRefusal>> => {
    const appointment = await appointmentById(tx, registrarId)
    if (!appointment) return refuse({ kind: 'appointment-not-found' })

    const ended = endNow(appointment, clock.now())
    if (!ended.ok) return ended

    await saveAppointment(tx, ended.value.appointment)
    await record(tx, ended.value.event, permit)
    return ok(undefined)
  }
