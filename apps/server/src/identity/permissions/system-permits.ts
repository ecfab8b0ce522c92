import type { Clock } from '#platform/clock.ts'
import type { Actor, Permission, Permit } from '#platform/permit.ts'
import { rolesFor, reasonOf } from './domain/roles.ts'
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
    if (
      rolesFor[operation] !== 'service' &&
      rolesFor[operation] !== 'everybody' &&
      !alsoByCommand.has(operation)
    )
      throw new Error(`${operation} is not work of the service itself`)
    return makePermit(operation, {
      actor: { kind: 'process', name },
      reason: reasonOf.service,
      grantedAt: clock.now(),
    })
  }

/**
 * Operations of case officers on pages that operator commands may do too: at the start nobody exists who
 * could add the first point and appoint its registrar, and a compromised program must be stopped without
 * waiting for a case officer.
 */
const alsoByCommand: ReadonlySet<Permission> = new Set([
  'registration.enterPoint',
  'registration.setPrice',
  'registration.appointRegistrar',
  'blanks.receiveBlanks',
  'certificates.endClient',
])
