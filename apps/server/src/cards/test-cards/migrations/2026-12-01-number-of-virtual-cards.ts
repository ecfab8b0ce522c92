import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The number of a virtual card, which tells it apart; one of before has it in its file alone. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table test_cards.test_card add column card_number text`.execute(tx)
}
