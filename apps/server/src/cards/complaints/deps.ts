import type { Blanks } from '#cards/stock/index.ts'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'

/** Everything that complaints stand on; `entry` wires it. */
export type ComplaintsDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly people: Pick<People, 'findPerson'>
  readonly cards: Pick<Cards, 'faultyCard' | 'closeForCaller'>
  readonly blanks: Pick<Blanks, 'batchOf' | 'batchesBy' | 'giveUp'>
}
