import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'
import type { People } from '#people/persons/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { SystemPermit } from './system-permits.ts'

/** What roles need from other modules; `entry` wires it. */
export type RolesDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly people: Pick<People, 'findPerson' | 'findByIdentityCode'>
  readonly registration: Pick<Registration, 'registrarAt'>
  readonly systemPermit: SystemPermit
}
