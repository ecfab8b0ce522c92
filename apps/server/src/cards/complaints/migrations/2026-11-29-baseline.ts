import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema complaints`.execute(tx)
  await sql`
    create table complaints.complaint (
      complaint_id uuid not null,
      card_id uuid not null,
      holder uuid not null,
      product text not null,
      last_digits text not null,
      point_id text not null,
      created_at timestamptz not null,
      chip_serial text not null,
      batch_id uuid,
      fault text not null,
      damaged_in_use boolean not null,
      is_free boolean not null,
      because text not null,
      state text not null,
      first_signed uuid,
      check ((state = 'destroying') = (first_signed is not null)),
      check (state in ('not-returned', 'returned', 'destroying', 'destroyed')),
      unique (card_id),
      primary key (complaint_id)
    )`.execute(tx)
  await sql`
    create index complaint_in_time on complaints.complaint (created_at)`.execute(tx)
  await sql`
    create index complaint_of_point on complaints.complaint (point_id, created_at desc, complaint_id desc)`.execute(
    tx,
  )
}
