import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What a place used lately, without reading what it ever used. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index blank_used_at on blanks.blank (place, since) where state = 'used'`.execute(tx)
}
