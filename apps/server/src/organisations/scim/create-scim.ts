import { bindOperations } from '#platform/operation.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { createUser, deleteUser, patchUser, replaceUser } from './change-users.ts'
import type { ScimDeps } from './deps.ts'
import { endWithOrganisation } from './end-with-organisation.ts'
import { forgetting } from './forget-users.ts'
import { createTurns } from './in-turn.ts'
import { getUser, listUsers } from './read-users.ts'
import { viewDirectory } from './view-directory.ts'

export type Scim = ReturnType<typeof createScim>

/** Seals what directories give about people. */
export function createScim(wired: Unsealed<Omit<ScimDeps, 'inTurn'>>) {
  const deps: ScimDeps = { ...withSealing(wired, 'scim'), inTurn: createTurns() }
  const forget = forgetting(deps)
  return {
    ...bindOperations(deps, { viewDirectory }),
    /** For `serveScim`. */
    protocol: {
      publicUrl: deps.publicUrl,
      createUser: createUser(deps),
      replaceUser: replaceUser(deps),
      patchUser: patchUser(deps),
      deleteUser: deleteUser(deps),
      getUser: getUser(deps),
      listUsers: listUsers(deps),
    },
    jobs: [forget.handler],
    subscriptions: [endWithOrganisation(deps)],
    planDaily: forget.plan,
  }
}
