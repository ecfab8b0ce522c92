import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The advice desk looks people up at no registration point. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table visitors.look_up alter column point_id drop not null`.execute(tx)
}
