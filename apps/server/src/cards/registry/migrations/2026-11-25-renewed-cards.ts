import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Cards that are sent home, and the card in whose place a renewal makes another. Until now none were. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table cards.card
      add column is_sent_home boolean not null default false,
      add column renews_card_id uuid references cards.card`.execute(tx)
}
