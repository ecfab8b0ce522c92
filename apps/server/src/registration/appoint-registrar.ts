import { randomUUID } from 'node:crypto'
import { endOfDay, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { plus, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { RegistrarAppointed, RegistrarId } from './contract.ts'
import { holdsAt } from './domain/appointment.ts'
import { appointmentsOf, pointById, saveAppointment } from './store.ts'

export type AppointRegistrar = {
  readonly personId: string
  readonly pointId: string
  /** The last Finnish day of the appointment, inclusive; absent when it has no end. */
  readonly lastDay?: LocalDate
}

export type AppointRefusal =
  | { readonly kind: 'point-not-found' }
  | { readonly kind: 'already-registrar-there' }
  | { readonly kind: 'last-day-is-past' }

export const appointRegistrar =
  ({ record, clock }: { record: Record; clock: Clock }) =>
  async (
    tx: Tx,
    permit: Permit<'registration.appointRegistrar'>,
    { personId, pointId, lastDay }: AppointRegistrar,
  ): Promise<Result<RegistrarId, AppointRefusal>> => {
    const now = clock.now()
    const point = await pointById(tx, pointId)
    if (!point) return refuse({ kind: 'point-not-found' })

    const held = await appointmentsOf(tx, personId)
    if (held.some((other) => other.pointId === pointId && holdsAt(other, now)))
      return refuse({ kind: 'already-registrar-there' })

    const endsAt = lastDay && plus(endOfDay(lastDay), second)
    if (endsAt !== undefined && endsAt <= now) return refuse({ kind: 'last-day-is-past' })

    const registrarId = randomUUID() as string as RegistrarId
    const appointed: RegistrarAppointed = {
      type: 'RegistrarAppointed',
      registrarId,
      pointId,
      about: { personId },
    }
    await saveAppointment(tx, {
      registrarId,
      personId,
      pointId: point.pointId,
      appointedAt: now,
      ...(endsAt !== undefined && { endsAt }),
    })
    await record(tx, appointed, permit)
    return ok(registrarId)
  }
