import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** To which change a paper gave way, and which last day it had before: it goes on when that one never begins. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table organisations.paper add column gave_way jsonb`.execute(tx)
}
