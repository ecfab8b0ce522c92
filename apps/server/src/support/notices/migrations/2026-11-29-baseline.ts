import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema notices`.execute(tx)
  await sql`
    create table notices.notice (
      notice_id uuid not null,
      person_id uuid not null,
      kind text not null,
      facts jsonb not null,
      cause text not null,
      at timestamptz not null,
      state text not null,
      sent_at timestamptz,
      fixed_address_sealed bytea,
      check ((state = 'sent') = (sent_at is not null)),
      check ((state = 'planned') or (fixed_address_sealed is null)),
      check (state in ('planned', 'sent', 'refused', 'no-address', 'not-wanted')),
      unique (cause),
      primary key (notice_id)
    )`.execute(tx)
  await sql`
    create table notices.reminded_day (
      day date not null,
      primary key (day)
    )`.execute(tx)
  await sql`
    create index notice_of_person on notices.notice (person_id, at desc, notice_id desc)`.execute(
    tx,
  )
}
