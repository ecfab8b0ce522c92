import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Test cards of two kinds more. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table test_cards.test_card
      drop constraint test_card_kind_check,
      add constraint test_card_kind
        check (kind in ('professional', 'staff', 'actor', 'organisation', 'citizen', 'temporary'))`.execute(
    tx,
  )
}
