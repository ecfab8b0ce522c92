import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'
import type { People } from '#people/persons/index.ts'

/** The dependencies of the office's operations on points, prices and registrars. */
export type OfficeDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly people: Pick<People, 'findByIdentityCode' | 'findPerson'>
}
