import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Why a blank was rejected; null for those from before it was kept. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table blanks.blank add column rejected_because text`.execute(tx)
}
