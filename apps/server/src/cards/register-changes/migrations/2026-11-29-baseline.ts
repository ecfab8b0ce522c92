import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema register_changes`.execute(tx)
  await sql`
    create table register_changes.requested (
      person_id uuid not null,
      register text not null,
      requested_at timestamptz not null,
      primary key (person_id, register)
    )`.execute(tx)
  await sql`
    create table register_changes.feed (
      register text not null,
      cursor text,
      requested_at timestamptz,
      answered_at timestamptz,
      trouble text,
      newest_change_at timestamptz,
      events bigint default 0 not null,
      set_aside bigint default 0 not null,
      check (register in ('rights', 'population')),
      primary key (register)
    )`.execute(tx)
  await sql`
    create table register_changes.received (
      register text not null,
      event_id text not null,
      person_id uuid not null,
      changed_at timestamptz not null,
      received_at timestamptz not null,
      primary key (register, event_id)
    )`.execute(tx)
  await sql`
    create table register_changes.pause (
      pause_id uuid not null,
      noticed_at timestamptz not null,
      cards bigint not null,
      causes jsonb not null,
      first_person text,
      first_at timestamptz,
      first_up_to bigint,
      first_cards bigint,
      second_person text,
      released_at timestamptz,
      released_up_to bigint,
      check ((first_person is null) = (first_at is null)),
      check ((first_person is null) = (first_up_to is null)),
      check ((first_person is null) = (first_cards is null)),
      check ((second_person is null) = (released_at is null)),
      check ((released_at is null) = (released_up_to is null)),
      check (released_up_to <= first_up_to),
      check ((second_person is null) or (second_person <> first_person)),
      primary key (pause_id)
    )`.execute(tx)
  await sql`
    create table register_changes.change (
      "position" bigint not null,
      change_id uuid not null,
      card_id uuid,
      person_id uuid not null,
      kind text not null,
      valid_to date,
      event_id text not null,
      state text not null,
      noticed_at timestamptz not null,
      due_at timestamptz not null,
      settled_at timestamptz,
      pause_id uuid,
      decision jsonb,
      check ((state <> 'paused') or (pause_id is not null)),
      check (kind in ('right-ended', 'right-restricted', 'number-changed', 'name-changed', 'holder-died')),
      constraint change_of_whom check ((card_id is not null) or (kind = 'holder-died')),
      check (state in ('waiting', 'paused', 'released', 'applied', 'lapsed', 'withdrawn')),
      unique (change_id),
      primary key ("position"),
      foreign key (pause_id) references register_changes.pause(pause_id)
    )`.execute(tx)
  await sql`
    create table register_changes.set_aside (
      register text not null,
      event_id text not null,
      because text not null,
      set_aside_at timestamptz not null,
      check (because in ('malformed-identity-code', 'malformed-event')),
      primary key (register, event_id)
    )`.execute(tx)
  await sql`
    create table register_changes.spare_card (
      spare_card_id uuid not null,
      actual_card_id uuid not null,
      person_id uuid not null,
      valid_to date not null,
      primary key (spare_card_id)
    )`.execute(tx)
  await sql`
    create table register_changes.to_query (
      person_id uuid not null,
      register text not null,
      event_id text not null,
      due_at timestamptz not null,
      primary key (person_id, register)
    )`.execute(tx)
  await sql`
    alter table register_changes.change alter column "position" add generated always as identity`.execute(
    tx,
  )
  await sql`
    create index change_due on register_changes.change (due_at) where (state in ('waiting', 'released'))`.execute(
    tx,
  )
  await sql`
    create index change_paused on register_changes.change (pause_id) where (state = 'paused')`.execute(
    tx,
  )
  await sql`
    create unique index change_of_card on register_changes.change (card_id, kind) where (state <> all (array['lapsed', 'withdrawn']))`.execute(
    tx,
  )
  await sql`
    create index change_of_card_applied on register_changes.change (card_id) where (decision is not null)`.execute(
    tx,
  )
  await sql`
    create unique index change_of_person on register_changes.change (person_id) where ((card_id is null) and (state <> all (array['lapsed', 'withdrawn'])))`.execute(
    tx,
  )
  await sql`
    create index change_settled on register_changes.change (settled_at)`.execute(tx)
  await sql`
    create unique index pause_open on register_changes.pause ((true)) where (released_at is null)`.execute(
    tx,
  )
  await sql`
    create index set_aside_newest on register_changes.set_aside (register, set_aside_at)`.execute(
    tx,
  )
  await sql`
    create index spare_card_of_person on register_changes.spare_card (person_id)`.execute(tx)
  await sql`
    create index to_query_due on register_changes.to_query (register, due_at)`.execute(tx)
  await sql`
    insert into register_changes.feed values ('rights', NULL, NULL, NULL, NULL, NULL, 0, 0)`.execute(
    tx,
  )
  await sql`
    insert into register_changes.feed values ('population', NULL, NULL, NULL, NULL, NULL, 0, 0)`.execute(
    tx,
  )
}
