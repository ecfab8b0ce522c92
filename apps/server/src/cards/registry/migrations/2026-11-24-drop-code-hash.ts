import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Only the card compares its activation code: once the letter has left, nothing here was made from it. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table cards.letter drop column code_hash`.execute(tx)
}
