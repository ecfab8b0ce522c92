import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A point's orders of one state: of a busy point they may be few among hundreds of thousands. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index card_order_of_point_in_state
    on orders.card_order (point_id, state, drafted_at desc, order_id desc)
    where erased_at is null`.execute(tx)
}
