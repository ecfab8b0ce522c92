import type { PointService } from '@sotevarmenne/api/points'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import { serviceNames, servicesOfferedOn } from './stores/services.ts'

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

export type ServiceNotOffered = { readonly kind: 'point-service-not-offered' }

/** Whether the list of services has it on the day. */
export async function checkOffered(
  tx: Tx,
  service: PointService,
  on: LocalDate,
): Promise<Result<undefined, ServiceNotOffered>> {
  const offered = await servicesOfferedOn(tx, on)
  return offered.has(service) ? ok(undefined) : refuse({ kind: 'point-service-not-offered' })
}
