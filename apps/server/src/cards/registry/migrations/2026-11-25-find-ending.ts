import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Finds the cards that end on a day without reading the others. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index card_ending on cards.card ((says->>'validTo'), card_id)
    where state in ('handedOver', 'inUse')`.execute(tx)
}
