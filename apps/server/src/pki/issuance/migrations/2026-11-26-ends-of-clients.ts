import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The last moment of a client's own certificate; not known of clients of before. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table certificates.client add column not_after timestamptz`.execute(tx)
}
