import type { PointService } from '@sotevarmenne/api/points'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { serviceNames } from './stores/services.ts'

export type ServiceNotFound = { readonly kind: 'point-service-not-found' }

/** Whether all of them are in the list of services, offered today or not. */
export async function checkServices(
  tx: Tx,
  services: readonly PointService[],
): Promise<Result<undefined, ServiceNotFound>> {
  const names = await serviceNames(tx)
  return services.every((service) => names.has(service))
    ? ok(undefined)
    : refuse({ kind: 'point-service-not-found' })
}
