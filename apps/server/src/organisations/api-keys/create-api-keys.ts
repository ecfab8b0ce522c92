import { bindOperations } from '#platform/operation.ts'
import { actingFor } from './acting-for.ts'
import { authenticate } from './authenticate.ts'
import { createApiKey, revokeApiKey, viewApiKeys } from './change-keys.ts'
import type { ApiKeysDeps } from './deps.ts'
import { endWithOrganisation } from './end-with-organisation.ts'
import { keyNamesOf, lastUseOf } from './store.ts'

export type ApiKeys = ReturnType<typeof createApiKeys>

export const createApiKeys = (deps: ApiKeysDeps) => ({
  ...bindOperations(deps, { viewApiKeys, createApiKey, revokeApiKey }),
  /** For authentication: whose key it is. */
  authenticate: authenticate(deps),
  /** For modules whose operations programs may do, too. */
  actingFor: actingFor(deps),
  /** For pages about what programs send: when they last did. */
  lastUseOf,
  /** For pages about what programs did: their names, also of revoked keys. */
  keyNamesOf,
  subscriptions: [endWithOrganisation(deps)],
})
