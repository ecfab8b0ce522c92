import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { PointId, RegistrarId } from './contract.ts'
import { appointmentAt } from './domain/appointment.ts'
import { appointmentsOf, pointById } from './store.ts'

export type RegistrarNow = {
  readonly registrarId: RegistrarId
  readonly pointId: PointId
  readonly pointName: string
}

/** Where the person is a registrar at the instant, if anywhere. */
export async function registrarAt(
  tx: Tx,
  personId: string,
  at: Instant,
): Promise<RegistrarNow | undefined> {
  const appointment = appointmentAt(await appointmentsOf(tx, personId), at)
  if (!appointment) return undefined

  const { registrarId, pointId } = appointment
  const point = await pointById(tx, pointId)
  if (!point) throw new Error(`registrar ${registrarId} of a point that is not there: ${pointId}`)

  return { registrarId, pointId, pointName: point.name }
}
