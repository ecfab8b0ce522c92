import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** On what a spare card was decided; nothing of anybody but days and reasons. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table spare_cards.spare_card add column decision jsonb`.execute(tx)
}
