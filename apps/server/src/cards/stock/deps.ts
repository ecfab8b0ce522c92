import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'
import type { Registration } from '#points/points/index.ts'

export type BlanksDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly registration: Pick<Registration, 'findPoint'>
  /** Number of blank cards at a place at or below which its stock is low. */
  readonly lowAt: number
}
