import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The limits of a session are those in force when it began; until now 15 minutes and eight hours. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table authentication.session
      add column idle_minutes integer not null default 15,
      add column max_hours integer not null default 8`.execute(tx)
}
