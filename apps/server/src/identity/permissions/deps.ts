import type { People } from '#people/persons/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { SystemPermit } from './system-permits.ts'

/** What roles need from other modules; `entry` wires it. */
export type RolesDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly people: Pick<People, 'findPerson' | 'findByIdentityCode'>
  readonly registration: Pick<Registration, 'registrarAt'>
  readonly systemPermit: SystemPermit
  /** Those of the persons who have a card in use: without one a role can't be used with a card of the service. */
  readonly withCardInUse: (tx: Tx, personIds: readonly string[]) => Promise<ReadonlySet<string>>
}
