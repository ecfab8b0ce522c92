import type { PointService } from '@sotevarmenne/api/registration'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { PointId, RegistrarId, Training } from './contract.ts'
import { appointmentAt } from './domain/appointment.ts'
import { pointById } from './stores/points.ts'
import { appointmentsOf } from './stores/registrars.ts'

/** Where a person is a registrar, what the point does, and on what that rests. */
export type RegistrarNow = {
  readonly registrarId: RegistrarId
  readonly pointId: PointId
  readonly pointName: string
  /** What the point does for visitors; absent until its facts are entered whole. */
  readonly services?: readonly PointService[]
  /** Absent of the first registrar of a service. */
  readonly training?: Training
}

/**
 * Where the person is a registrar at the instant, if anywhere. The one question from which `access` makes every permit of a
 * registrar. What the registrar may order for an organisation is asked of `organisations` besides, with this answer: by its
 * agreement and authorisations at that instant.
 */
export async function registrarAt(
  tx: Tx,
  personId: string,
  at: Instant,
): Promise<RegistrarNow | undefined> {
  const appointment = appointmentAt(await appointmentsOf(tx, personId), at)
  if (!appointment) return undefined

  const { registrarId, pointId, training } = appointment
  const point = await pointById(tx, pointId)
  if (!point) throw new Error(`registrar ${registrarId} of a point that is not there: ${pointId}`)

  const services = point.details?.services
  return {
    registrarId,
    pointId,
    pointName: point.name,
    ...(services && { services }),
    ...(training && { training }),
  }
}
