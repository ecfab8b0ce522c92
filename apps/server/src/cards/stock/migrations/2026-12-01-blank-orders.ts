import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Registration points order blank cards; what was sent for an order is in transit until it is received. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table stock.blank_order (
      order_id uuid not null,
      point_id text not null,
      state text not null,
      amount integer not null,
      address jsonb not null,
      note text,
      ordered_at timestamptz not null,
      ordered_by uuid not null,
      first_serial text,
      last_serial text,
      sent jsonb,
      received jsonb,
      is_differing boolean not null default false,
      because text,
      check (state in ('ordered', 'sent', 'received', 'refused', 'withdrawn')),
      check (amount > 0),
      primary key (order_id)
    )`.execute(tx)
  await sql`
    create unique index blank_order_waiting on stock.blank_order (point_id) where (state = 'ordered')`.execute(
    tx,
  )
  await sql`
    create index blank_order_of_point on stock.blank_order (point_id, ordered_at desc, order_id desc)`.execute(
    tx,
  )
  await sql`
    create index blank_order_in_time on stock.blank_order (ordered_at, order_id)`.execute(tx)
  await sql`alter table stock.blank drop constraint blank_state_check`.execute(tx)
  await sql`
    alter table stock.blank
      add constraint blank_state_check
        check (state in ('in-stock', 'in-transit', 'used', 'rejected', 'missing')),
      add column order_id uuid references stock.blank_order (order_id)`.execute(tx)
  await sql`
    create index blank_in_transit on stock.blank (order_id) where (state = 'in-transit')`.execute(
    tx,
  )
}
