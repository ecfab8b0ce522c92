import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import { bindOperations } from '#platform/operation.ts'
import type { RolesDeps } from './deps.ts'
import { endRolesWithDeath } from './end-with-death.ts'
import { decideProposal, proposeRole, proposeEnd, viewRoles } from './roles.ts'
import { allRoleHolders } from './stores/roles.ts'
import { waitingProposals } from './stores/waiting.ts'
import { rolesNow, type RolesNow } from './roles-now.ts'

export type Roles = ReturnType<typeof createRoles>

export const createRoles = (deps: RolesDeps) => ({
  rolesNow: (tx: Tx, personId: string, now: Instant): Promise<RolesNow> =>
    rolesNow(deps, tx, personId, now),
  ...bindOperations(deps, { viewRoles, proposeRole, proposeEnd, decideProposal }),
  subscriptions: [endRolesWithDeath(deps)],
  /** Everybody who has a role; a person with two roles twice. */
  holdersOfRoles: allRoleHolders,
  waiting: [waitingProposals],
})
