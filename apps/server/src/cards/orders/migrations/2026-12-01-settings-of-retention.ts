import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Which versions of the settings decided how long the documents are retained; earlier orders: the shipped ones. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table orders.card_order add column retention_settings jsonb not null default '{}'`.execute(
    tx,
  )
}
