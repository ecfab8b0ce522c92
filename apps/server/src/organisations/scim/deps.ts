import type { ApiKeys } from '#organisations/api-keys/index.ts'
import type { ActionsForMembers } from '#organisations/accounts/index.ts'
import type { Employments } from '#organisations/employments/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { RecordAll } from '#platform/record.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { Sealing } from '#platform/sealing.ts'

import type { InTurn } from './in-turn.ts'

export type ScimDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  /** One statement for the access records of a page. */
  readonly recordAll: RecordAll
  readonly people: Pick<People, 'knownAmong' | 'findByIdentityCode'>
  /** For members, and for programs with an API key of the organisation. */
  readonly accounts: ActionsForMembers<unknown>
  readonly organisations: Pick<Organisations, 'organisationById'>
  readonly employments: Employments['forDirectory']
  readonly apiKeys: Pick<ApiKeys, 'lastUseOf'>
  /** Requests of one organisation. */
  readonly inTurn: InTurn
  /** Seals what directories give about people, and finds it again. */
  readonly sealing: Sealing
  /** Where the service is reached: the addresses of users begin with it. */
  readonly publicUrl: string
  readonly systemPermit: SystemPermit<'scim.forget'>
}
