import { sql, type RawBuilder } from 'kysely'
import { waitingRows, type WaitingSource } from '#platform/waiting.ts'

/**
 * The waiting changes of these kinds in a table as `storedChanges` has it: approved before their first day, or
 * never.
 */
export const waitingChanges = ({
  table,
  kinds,
  ...queue
}: Pick<WaitingSource, 'kind' | 'decidedBy'> & {
  readonly table: string
  /** Absent where the kinds are data too. */
  readonly kinds?: readonly string[]
  readonly topic?: RawBuilder<unknown>
}): WaitingSource =>
  waitingRows({
    ...{ ...queue, table, id: 'change_id', since: sql`proposed_at` },
    dueOn: sql`(begins_on - 1)`,
    isWaiting:
      kinds === undefined ? sql`decision is null` : sql`decision is null and kind = any(${kinds})`,
    barred: [sql`proposed_by`],
  })
