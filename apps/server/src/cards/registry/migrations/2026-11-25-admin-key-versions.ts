import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Which master key a card's admin key was made of; null for the cards from before there were several. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table cards.card add column admin_key_version integer`.execute(tx)
}
