import { plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { PersonDied } from '#people/registers/contract.ts'
import type { RoleEnded } from './contract.ts'
import type { AccessDeps, SystemPermit } from './deps.ts'
import { absoluteLimit } from './domain/session.ts'
import { judgeRoleChange } from './domain/role-change.ts'
import { forgetPassword } from './own-password.ts'
import { factsOf } from './roles.ts'
import { endSession } from './sessions.ts'
import { sessionsOfPerson } from './store.ts'
import { givenRolesOf, takeRole } from './stores/roles.ts'

/**
 * Nobody is in the name of somebody who has died: no password opens, no session goes on, no role is left, but that of the last
 * handler, without whom nobody could propose another (R276).
 */
export const endWithDeath = (
  deps: AccessDeps & { readonly systemPermit: SystemPermit },
): Subscription => ({
  event: 'PersonDied' satisfies PersonDied['type'],
  listener: 'access.endWithDeath',
  handle: async (event) => {
    const { personId } = ofPerson.parse(event['about'])
    const permit = deps.systemPermit('access.endSessions', 'jobs')
    await deps.db.write(async (tx) => {
      await forgetPassword(deps, tx, permit, { personId, because: 'holder-died' })
      for (const session of await sessionsOfPerson(
        tx,
        personId,
        plus(deps.clock.now(), -absoluteLimit),
      ))
        await endSession(deps, tx, permit, { session, because: 'holder-died' })
      for (const role of await givenRolesOf(tx, personId)) {
        const facts = await factsOf(deps, tx, personId)
        if (!judgeRoleChange({ role, change: 'end' }, facts).ok) continue
        await takeRole(tx, { personId, role })
        const ended: RoleEnded = { type: 'RoleEnded', role, about: { personId } }
        await deps.record(tx, ended, permit)
      }
      return ok(undefined)
    })
  },
})

const ofPerson = z.object({ personId: z.string() })
