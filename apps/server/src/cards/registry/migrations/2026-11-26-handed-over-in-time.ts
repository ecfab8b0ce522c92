import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** How long cards waited for their holders in a period, without reading the cards themselves. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index card_handed_over on cards.card (handed_over_at) include (produced_at)
    where handed_over_at is not null`.execute(tx)
}
