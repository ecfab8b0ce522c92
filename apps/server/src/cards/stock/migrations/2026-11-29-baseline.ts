import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema stock`.execute(tx)
  await sql`
    create table stock.batch (
      batch_id uuid not null,
      chip_model text not null,
      first_serial text not null,
      last_serial text not null,
      amount integer not null,
      received_at timestamptz not null,
      primary key (batch_id)
    )`.execute(tx)
  await sql`
    create table stock.blank (
      chip_serial text not null,
      batch_id uuid not null,
      place text not null,
      state text not null,
      since timestamptz not null,
      rejected_because text,
      check (chip_serial ~ '^[0-9A-F]{20}$'),
      check (state in ('in-stock', 'used', 'rejected', 'missing')),
      primary key (chip_serial),
      foreign key (batch_id) references stock.batch(batch_id)
    )`.execute(tx)
  await sql`
    create index blank_of_batch on stock.blank (batch_id, state)`.execute(tx)
  await sql`
    create index blank_of_place on stock.blank (place, state)`.execute(tx)
  await sql`
    create index blank_rejected on stock.blank (since) where (state = 'rejected')`.execute(tx)
  await sql`
    create index blank_used_at on stock.blank (place, since) where (state = 'used')`.execute(tx)
}
