import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { PersonDied } from '#cards/register-changes/contract.ts'
import type { RoleEnded } from './contract.ts'
import type { RolesDeps } from './deps.ts'
import { checkRoleChange } from './domain/role-change.ts'
import { factsOf } from './roles.ts'
import { givenRolesOf, takeRole } from './stores/roles.ts'

/**
 * Roles end with the person's death, except that of the last case officer: without any, nobody could propose
 * another (R276). `identity/authentication` ends sessions and the password.
 */
export const endRolesWithDeath = (deps: RolesDeps): Subscription => ({
  event: 'PersonDied' satisfies PersonDied['type'],
  listener: 'access.endRolesWithDeath',
  handle: async (event) => {
    const { personId } = ofPerson.parse(event['about'])
    const permit = deps.systemPermit('access.endSessions', 'jobs')
    await deps.db.write(async (tx) => {
      for (const role of await givenRolesOf(tx, personId)) {
        const facts = await factsOf(deps, tx, personId)
        if (!checkRoleChange({ role, change: 'end' }, facts).ok) continue
        await takeRole(tx, { personId, role })
        const ended: RoleEnded = { type: 'RoleEnded', role, about: { personId } }
        await deps.record(tx, ended, permit)
      }
      return ok(undefined)
    })
  },
})

const ofPerson = z.object({ personId: z.string() })
