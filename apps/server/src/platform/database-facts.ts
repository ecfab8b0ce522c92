import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import type { Tx } from './db.ts'

export type DatabaseFacts = {
  /** As `server_version_num`: 170002 is 17.2. */
  readonly version: number
  readonly now: Instant
  /** Of the write-ahead log; undefined on the embedded database, and where nothing is archived. */
  readonly archiving:
    | {
        readonly lastArchivedAt: Instant | null
        readonly lastFailedAt: Instant | null
      }
    | undefined
}

/** What the database says of itself. */
export async function readDatabaseFacts(tx: Tx): Promise<DatabaseFacts> {
  const { rows } = await sql<{
    version: number
    now: Instant
    mode: string
    archived: Instant | null
    failed: Instant | null
  }>`
    select current_setting('server_version_num')::integer as version, clock_timestamp() as now,
      current_setting('archive_mode') as mode,
      last_archived_time as archived, last_failed_time as failed
    from pg_stat_archiver`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('unreachable: one row')
  const { version, now, mode, archived, failed } = row
  const archiving = mode === 'off' ? undefined : { lastArchivedAt: archived, lastFailedAt: failed }
  return { version, now, archiving }
}
