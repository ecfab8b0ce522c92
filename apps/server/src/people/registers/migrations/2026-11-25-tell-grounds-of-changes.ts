import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** On what a change was found, by which version of the rule: kinds, codes and days, no name. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table registers.change add column decision jsonb`.execute(tx)
  await sql`create index change_of_card_acted on registers.change (card_id) where decision is not null`.execute(
    tx,
  )
}
