import type { Roles } from '#identity/permissions/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { Contacts } from '#people/contacts/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { WaitingSource } from '#platform/waiting.ts'
import type { Registration } from '#points/points/index.ts'
import type { Notices } from '#support/notices/index.ts'

export type InboxDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly people: Pick<People, 'namesOf'>
  readonly organisations: Pick<Organisations, 'organisationsByIds'>
  readonly registration: Pick<Registration, 'findPoints'>
  /** Whether the officer has a confirmed address. */
  readonly contacts: Pick<Contacts, 'canBeMailed'>
  /** Sends the digest; the same cause again sends nothing. */
  readonly planNotice: Notices['planNotice']
  readonly roles: Pick<Roles, 'rolesNow' | 'holdersOfRoles'>
  /** The queues of all modules, one of each kind. */
  readonly sources: readonly WaitingSource[]
}
