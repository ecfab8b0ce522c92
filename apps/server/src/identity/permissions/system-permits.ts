import { isPermissionName, permissions } from '@sotevarmenne/api/permissions'
import type { Clock } from '#platform/clock.ts'
import type { Actor, Permission, Permit } from '#platform/permit.ts'
import { reasonOf } from './domain/reason-of.ts'
import { makePermit } from './make-permit.ts'

/** The permit of a process of the service for its own work. Throws for an operation that needs a person. */
export type SystemPermit = <Name extends Permission>(
  operation: Name,
  process: Extract<Actor, { kind: 'process' }>['name'],
) => Permit<Name>

/** Depends on no other module, so every module can receive it when it is created. */
export const createSystemPermits =
  ({ clock }: { readonly clock: Clock }): SystemPermit =>
  (operation, name) => {
    const rules = isPermissionName(operation) ? permissions[operation] : undefined
    const isAllowed = rules?.roles === 'service' || rules?.roles === 'everybody' || rules?.byCommand
    if (isAllowed !== true) throw new Error(`${operation} is not work of the service itself`)
    return makePermit(operation, {
      actor: { kind: 'process', name },
      reason: reasonOf.service,
      grantedAt: clock.now(),
    })
  }
