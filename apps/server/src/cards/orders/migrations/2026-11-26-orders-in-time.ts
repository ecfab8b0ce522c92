import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What the office counts of a period, without reading the orders themselves. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index card_order_in_time on orders.card_order (drafted_at)
    include (product, state, ordered_at, produced_at)`.execute(tx)
}
