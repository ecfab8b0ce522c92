import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** People of organisations may set a password, which opens less than a card or Suomi.fi does. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table access.password (
      person_id uuid primary key,
      user_name text not null unique,
      slow_hash text not null,
      set_at timestamptz not null,
      wrong_in_a_row integer not null default 0,
      turned_off_at timestamptz
    )`.execute(tx)
  // Neither names nor addresses: a keyed hash of each.
  await sql`
    create table access.attempt_count (
      counted bytea primary key,
      since timestamptz not null,
      count integer not null
    )`.execute(tx)
  await sql`create index attempt_count_over on access.attempt_count (since)`.execute(tx)
  await sql`
    alter table access.session
      add column by_password boolean not null default false,
      drop constraint session_by_card_or_suomi_fi,
      add constraint session_by_one_means check (
        (card_id is not null and issuer is not null and serial is not null and not by_password
          and means is null and level_of_assurance is null and identified_at is null)
        or (card_id is null and issuer is null and serial is null and not by_password
          and means is not null and level_of_assurance is not null and identified_at is not null)
        or (by_password and card_id is null and issuer is null and serial is null
          and means is null and level_of_assurance is null and identified_at is null)
      )`.execute(tx)
}
