import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema hotline`.execute(tx)
  await sql`
    create sequence hotline.call_number`.execute(tx)
  await sql`
    create table hotline.call (
      call_id uuid not null,
      reference text not null,
      agent uuid not null,
      taken_at timestamptz not null,
      caller text not null,
      language text not null,
      identity text not null,
      outcome text not null,
      happened text,
      happened_on date,
      holder uuid,
      cards jsonb not null,
      follow_up text not null,
      personal_sealed bytea,
      check (follow_up in ('none', 'open', 'confirmed', 'denied', 'abandoned')),
      check (language in ('fi', 'sv', 'en')),
      check (reference ~ '^[0-9]{8,}$'),
      primary key (call_id),
      unique (reference)
    )`.execute(tx)
  await sql`
    create table hotline.follow_up (
      "position" bigint not null,
      call_id uuid not null,
      at timestamptz not null,
      by uuid not null,
      result text not null,
      note_sealed bytea,
      check (result in ('confirmed', 'denied', 'not-reached', 'abandoned')),
      primary key ("position"),
      foreign key (call_id) references hotline.call(call_id)
    )`.execute(tx)
  await sql`
    alter table hotline.follow_up alter column "position" add generated always as identity`.execute(
    tx,
  )
  await sql`
    create index call_in_time on hotline.call (taken_at desc, call_id desc)`.execute(tx)
  await sql`
    create index call_that_cancelled on hotline.call (taken_at desc, call_id desc) where (outcome = 'cancelled')`.execute(
    tx,
  )
  await sql`
    create index call_to_follow_up on hotline.call (taken_at desc, call_id desc) where (follow_up = 'open')`.execute(
    tx,
  )
  await sql`
    create index follow_up_of_call on hotline.follow_up (call_id, "position")`.execute(tx)
}
