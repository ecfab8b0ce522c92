import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** How long visitors waited in a period, without reading the visits themselves. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index visit_in_time on visits.visit (starts_at) include (arrived_at, called_at)
    where called_at is not null`.execute(tx)
}
