import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'
import type { People } from '#people/persons/index.ts'

/** What the office's deeds on points, prices and registrars stand on. */
export type OfficeDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly people: Pick<People, 'findByIdentityCode' | 'findPerson'>
}
