import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema contacts`.execute(tx)
  await sql`
    create table contacts.address_change (
      change_id uuid not null,
      person_id uuid not null,
      address_sealed bytea,
      requested_at timestamptz not null,
      until timestamptz not null,
      confirmed_at timestamptz,
      primary key (change_id)
    )`.execute(tx)
  await sql`
    create table contacts.contact (
      person_id uuid not null,
      address_sealed bytea,
      is_refused boolean default false not null,
      wants_progress boolean default true not null,
      wants_reminders boolean default true not null,
      wants_work boolean default true not null,
      primary key (person_id)
    )`.execute(tx)
  await sql`
    create index address_change_of_person on contacts.address_change (person_id, requested_at desc)`.execute(
    tx,
  )
  await sql`
    create unique index address_change_open on contacts.address_change (person_id) where (address_sealed is not null)`.execute(
    tx,
  )
}
