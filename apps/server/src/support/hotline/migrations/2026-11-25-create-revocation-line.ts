import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema revocation_line`.execute(tx)
  await sql`create sequence revocation_line.call_number`.execute(tx)
  await sql`
    create table revocation_line.call (
      call_id uuid primary key,
      reference text not null unique check (reference ~ '^[0-9]{8,}$'),
      agent uuid not null,
      taken_at timestamptz not null,
      caller text not null,
      language text not null check (language in ('fi', 'sv', 'en')),
      identity text not null,
      outcome text not null,
      happened text,
      happened_on date,
      holder uuid,
      cards jsonb not null,
      follow_up text not null
        check (follow_up in ('none', 'open', 'confirmed', 'denied', 'given-up')),
      personal_sealed bytea
    )`.execute(tx)
  await sql`create index call_in_time on revocation_line.call (taken_at desc, call_id desc)`.execute(
    tx,
  )
  await sql`
    create index call_to_follow_up on revocation_line.call (taken_at desc, call_id desc)
    where follow_up = 'open'`.execute(tx)
  await sql`
    create index call_that_closed on revocation_line.call (taken_at desc, call_id desc)
    where outcome = 'closed'`.execute(tx)
  await sql`
    create table revocation_line.follow_up (
      position bigint generated always as identity primary key,
      call_id uuid not null references revocation_line.call,
      at timestamptz not null,
      by uuid not null,
      result text not null
        check (result in ('confirmed', 'denied', 'not-reached', 'given-up')),
      note_sealed bytea
    )`.execute(tx)
  await sql`create index follow_up_of_call on revocation_line.follow_up (call_id, position)`.execute(
    tx,
  )
}
