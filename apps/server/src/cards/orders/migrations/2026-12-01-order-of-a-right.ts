import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * A physician who is also a dentist may have an order of each right pending: such an order names its right here, and all
 * others count as one, as before.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table orders.card_order add column pending_right text`.execute(tx)
  await sql`
    alter table orders.card_order add constraint pending_right_of_professional
      check (pending_right is null or (product = 'professional-card' and state = 'ordered'))`.execute(
    tx,
  )
  await sql`drop index orders.one_pending_order_a_person`.execute(tx)
  await sql`
    create unique index one_pending_order_a_person on orders.card_order
      (person_id, product, coalesce(organisation_id::text, pending_right, '')) where (state = 'ordered')`.execute(
    tx,
  )
}
