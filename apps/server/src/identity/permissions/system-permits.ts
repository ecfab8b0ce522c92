import type { Clock } from '#platform/clock.ts'
import type { Actor, Deed, Permit } from '#platform/permit.ts'
import { doersOf, reasonOf } from './domain/roles.ts'
import { makePermit } from './make-permit.ts'

/** The permit of a process of the service for its own work. Throws for a deed that takes a person. */
export type SystemPermit = <Name extends Deed>(
  deed: Name,
  process: Extract<Actor, { kind: 'process' }>['name'],
) => Permit<Name>

/** Needs no other module, so that every module can be given it when it is put together. */
export const createSystemPermits =
  ({ clock }: { readonly clock: Clock }): SystemPermit =>
  (deed, name) => {
    if (doersOf[deed] !== 'service' && doersOf[deed] !== 'everybody' && !alsoByCommand.has(deed))
      throw new Error(`${deed} is not work of the service itself`)
    return makePermit(deed, {
      actor: { kind: 'process', name },
      reason: reasonOf.service,
      grantedAt: clock.now(),
    })
  }

/**
 * What handlers do on pages and the operator's commands do too: at the beginning nobody is there who could enter the first
 * point and appoint its registrar, and whose program got into wrong hands waits for no handler.
 */
const alsoByCommand: ReadonlySet<Deed> = new Set([
  'registration.enterPoint',
  'registration.setPrice',
  'registration.appointRegistrar',
  'blanks.receiveBlanks',
  'certificates.endClient',
])
