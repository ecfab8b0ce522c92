import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { RolesDeps } from './deps.ts'
import { endRolesWithDeath } from './end-with-death.ts'
import { decideProposal, proposeRole, proposeEnd, viewRoles } from './roles.ts'
import { rolesNow, type RolesNow } from './roles-now.ts'

export type Roles = {
  readonly rolesNow: (tx: Tx, personId: string, now: Instant) => Promise<RolesNow>
  readonly viewRoles: ReturnType<typeof viewRoles>
  readonly proposeRole: ReturnType<typeof proposeRole>
  readonly proposeEnd: ReturnType<typeof proposeEnd>
  readonly decideProposal: ReturnType<typeof decideProposal>
  readonly subscriptions: readonly Subscription[]
}

export const createRoles = (deps: RolesDeps): Roles => ({
  rolesNow: (tx, personId, now) => rolesNow(deps, tx, personId, now),
  viewRoles: viewRoles(deps),
  proposeRole: proposeRole(deps),
  proposeEnd: proposeEnd(deps),
  decideProposal: decideProposal(deps),
  subscriptions: [endRolesWithDeath(deps)],
})
