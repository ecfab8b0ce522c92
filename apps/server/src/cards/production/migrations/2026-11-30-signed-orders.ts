import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * What shows the signer that a card was ordered, while the card waits for production: a registrar's signature
 * on the order, sealed because the statement contains an address; null once that may not be stored any more.
 * The first two cards have a row without one.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`create table production.signed_order (
    order_id text primary key,
    is_first boolean not null,
    sealed bytea
  )`.execute(tx)
}
