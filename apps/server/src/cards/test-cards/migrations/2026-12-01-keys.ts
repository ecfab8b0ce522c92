import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A vendor chooses the kind of keys; a card of before has none here, and the keys that the service then had. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table test_cards.test_card add column keys text
      constraint test_card_keys check (keys in ('rsa', 'ecc'))`.execute(tx)
}
