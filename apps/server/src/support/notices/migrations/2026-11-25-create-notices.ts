import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema notices`.execute(tx)
  await sql`
    create table notices.contact (
      person_id uuid primary key,
      address_sealed bytea,
      is_refused boolean not null default false,
      wants_progress boolean not null default true,
      wants_reminders boolean not null default true
    )`.execute(tx)
  await sql`
    create table notices.address_change (
      change_id uuid primary key,
      person_id uuid not null,
      address_sealed bytea,
      asked_at timestamptz not null,
      until timestamptz not null,
      confirmed_at timestamptz
    )`.execute(tx)
  await sql`create index address_change_of_person on notices.address_change (person_id, asked_at desc)`.execute(
    tx,
  )
  await sql`create unique index address_change_open on notices.address_change (person_id) where address_sealed is not null`.execute(
    tx,
  )
  await sql`
    create table notices.notice (
      notice_id uuid primary key,
      person_id uuid not null,
      kind text not null,
      facts jsonb not null,
      cause text not null unique,
      at timestamptz not null,
      state text not null check (state in ('planned', 'sent', 'refused', 'no-address', 'not-wanted')),
      sent_at timestamptz,
      fixed_address_sealed bytea,
      check ((state = 'sent') = (sent_at is not null)),
      check (state = 'planned' or fixed_address_sealed is null)
    )`.execute(tx)
  await sql`create index notice_of_person on notices.notice (person_id, at desc, notice_id desc)`.execute(
    tx,
  )
  await sql`
    create table notices.reminded_day (
      day date primary key
    )`.execute(tx)
}
