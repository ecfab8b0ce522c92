import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What an order says is sealed, and kept for its time only. A migration has no key to seal what lies there in clear. */
export async function up(tx: Tx): Promise<void> {
  const { rows } = await sql`select from orders.card_order limit 1`.execute(tx)
  if (rows.length > 0)
    throw new Error('orders from before they were sealed: begin with an empty data folder')

  await sql`
    alter table orders.card_order
      drop column content,
      drop column statement,
      add column papers_sealed bytea,
      add column papers_kept_until timestamptz not null,
      add column photo_id uuid,
      add column photo_kept_until timestamptz not null,
      add column erased_at timestamptz,
      add constraint erased_is_empty check ((papers_sealed is null) = (erased_at is not null))
  `.execute(tx)
  await sql`
    create index card_order_to_erase on orders.card_order (papers_kept_until)
    where erased_at is null`.execute(tx)
  await sql`create index card_order_by_photo on orders.card_order (photo_id)`.execute(tx)
}
