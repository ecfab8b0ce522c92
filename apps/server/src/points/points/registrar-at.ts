import type { PointService } from '@sotevarmenne/api/points'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { PointId, RegistrarId, Training } from './contract.ts'
import { registrarRoleAt } from './domain/registrar-role.ts'
import { pointById } from './stores/points.ts'
import { registrarRolesOf } from './stores/registrars.ts'

/** Where a person is a registrar, the point's services, and the basis of the role. */
export type RegistrarNow = {
  readonly registrarId: RegistrarId
  readonly pointId: PointId
  readonly pointName: string
  /** The point's services for visitors; absent until its facts are complete. */
  readonly services?: readonly PointService[]
  /** Absent for the first registrar of a service. */
  readonly training?: Training
}

/**
 * Where the person is a registrar at the instant, if anywhere. The only query on which `access` bases every
 * permit of a registrar. What the registrar may order for an organisation is then queried from
 * `organisations`, with this result: by its agreement and delegations at that instant.
 */
export async function registrarAt(
  tx: Tx,
  personId: string,
  at: Instant,
): Promise<RegistrarNow | undefined> {
  const registrarRole = registrarRoleAt(await registrarRolesOf(tx, personId), at)
  if (!registrarRole) return undefined

  const { registrarId, pointId, training } = registrarRole
  const point = await pointById(tx, pointId)
  if (!point) throw new Error(`registrar ${registrarId} of an unknown point: ${pointId}`)

  const services = point.details?.services
  return {
    registrarId,
    pointId,
    pointName: point.name,
    ...(services && { services }),
    ...(training && { training }),
  }
}
