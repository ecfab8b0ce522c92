import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema blanks`.execute(tx)
  await sql`
    create table blanks.batch (
      batch_id uuid primary key,
      chip_model text not null,
      first_serial text not null,
      last_serial text not null,
      amount integer not null,
      received_at timestamptz not null
    )`.execute(tx)
  await sql`
    create table blanks.blank (
      chip_serial text primary key check (chip_serial ~ '^[0-9A-F]{20}$'),
      batch_id uuid not null references blanks.batch,
      place text not null,
      state text not null check (state in ('in-stock', 'used', 'rejected', 'missing')),
      since timestamptz not null
    )`.execute(tx)
  await sql`create index blank_of_place on blanks.blank (place, state)`.execute(tx)
  await sql`create index blank_of_batch on blanks.blank (batch_id, state)`.execute(tx)
}
