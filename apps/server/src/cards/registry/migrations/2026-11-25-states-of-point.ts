import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A point's cards of one state: of a busy point they may be few among hundreds of thousands. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index card_of_point_in_state
    on cards.card (point_id, state, ordered_at desc, card_id desc)`.execute(tx)
}
