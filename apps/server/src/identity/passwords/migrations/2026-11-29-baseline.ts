import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema passwords`.execute(tx)
  await sql`
    create table passwords.attempt_count (
      counted bytea not null,
      since timestamptz not null,
      count integer not null,
      primary key (counted)
    )`.execute(tx)
  await sql`
    create table passwords.password (
      person_id uuid not null,
      slow_hash text not null,
      set_at timestamptz not null,
      wrong_in_a_row integer default 0 not null,
      turned_off_at timestamptz,
      name_fingerprint bytea not null,
      name_sealed bytea not null,
      unique (name_fingerprint),
      primary key (person_id)
    )`.execute(tx)
  await sql`
    create index attempt_count_over on passwords.attempt_count (since)`.execute(tx)
}
