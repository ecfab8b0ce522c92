import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema registers`.execute(tx)
  await sql`
    create table registers.requested (
      person_id uuid not null,
      register text not null,
      requested_at timestamptz not null,
      primary key (person_id, register)
    )`.execute(tx)
  await sql`
    create table registers.code_copy (
      copy_id bigint not null,
      taken_at timestamptz not null,
      entries integer not null,
      added integer not null,
      changed integer not null,
      removed integer not null,
      left_out jsonb,
      primary key (copy_id)
    )`.execute(tx)
  await sql`
    create table registers.coded_organisation (
      code_list text not null,
      oid text not null,
      from_copy bigint not null,
      until_copy bigint,
      business_id text,
      entry jsonb not null,
      check (code_list in ('organisations', 'self-employed')),
      primary key (code_list, oid, from_copy),
      foreign key (from_copy) references registers.code_copy(copy_id),
      foreign key (until_copy) references registers.code_copy(copy_id)
    )`.execute(tx)
  await sql`
    create table registers.feed (
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
    create table registers.received (
      register text not null,
      event_id text not null,
      person_id uuid not null,
      changed_at timestamptz not null,
      received_at timestamptz not null,
      primary key (register, event_id)
    )`.execute(tx)
  await sql`
    create table registers.hold (
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
    create table registers.change (
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
      check ((state <> 'held') or (pause_id is not null)),
      check (kind in ('right-ended', 'right-restricted', 'number-changed', 'name-changed', 'holder-died')),
      constraint change_of_whom check ((card_id is not null) or (kind = 'holder-died')),
      check (state in ('waiting', 'held', 'released', 'acted', 'lapsed', 'withdrawn')),
      unique (change_id),
      primary key ("position"),
      foreign key (pause_id) references registers.hold(pause_id)
    )`.execute(tx)
  await sql`
    create table registers.kanta_intermediary (
      code_list text not null,
      oid text not null,
      from_copy bigint not null,
      until_copy bigint,
      business_id text,
      entry jsonb not null,
      check (code_list = 'kanta-intermediaries'),
      primary key (oid, from_copy),
      foreign key (from_copy) references registers.code_copy(copy_id),
      foreign key (until_copy) references registers.code_copy(copy_id)
    )`.execute(tx)
  await sql`
    create table registers.set_aside (
      register text not null,
      event_id text not null,
      because text not null,
      set_aside_at timestamptz not null,
      check (because in ('malformed-identity-code', 'malformed-event')),
      primary key (register, event_id)
    )`.execute(tx)
  await sql`
    create table registers.to_query (
      person_id uuid not null,
      register text not null,
      event_id text not null,
      due_at timestamptz not null,
      primary key (person_id, register)
    )`.execute(tx)
  await sql`
    alter table registers.change alter column "position" add generated always as identity`.execute(
    tx,
  )
  await sql`
    alter table registers.code_copy alter column copy_id add generated always as identity`.execute(
    tx,
  )
  await sql`
    create index change_due on registers.change (due_at) where (state in ('waiting', 'released'))`.execute(
    tx,
  )
  await sql`
    create index change_held on registers.change (pause_id) where (state = 'held')`.execute(tx)
  await sql`
    create unique index change_of_card on registers.change (card_id, kind) where (state <> all (array['lapsed', 'withdrawn']))`.execute(
    tx,
  )
  await sql`
    create index change_of_card_acted on registers.change (card_id) where (decision is not null)`.execute(
    tx,
  )
  await sql`
    create unique index change_of_person on registers.change (person_id) where ((card_id is null) and (state <> all (array['lapsed', 'withdrawn'])))`.execute(
    tx,
  )
  await sql`
    create index change_settled on registers.change (settled_at)`.execute(tx)
  await sql`
    create index coded_organisation_from on registers.coded_organisation (from_copy, oid)`.execute(
    tx,
  )
  await sql`
    create unique index coded_organisation_now on registers.coded_organisation (code_list, oid) where (until_copy is null)`.execute(
    tx,
  )
  await sql`
    create index coded_organisation_of_business on registers.coded_organisation (business_id, oid) where (until_copy is null)`.execute(
    tx,
  )
  await sql`
    create index coded_organisation_of_oid on registers.coded_organisation (oid, from_copy)`.execute(
    tx,
  )
  await sql`
    create index coded_organisation_runs_out on registers.coded_organisation (((entry ->> 'validTo')), oid) where ((until_copy is null) and ((entry ->> 'validTo') is not null))`.execute(
    tx,
  )
  await sql`
    create index coded_organisation_until on registers.coded_organisation (until_copy, oid) where (until_copy is not null)`.execute(
    tx,
  )
  await sql`
    create unique index hold_open on registers.hold ((true)) where (released_at is null)`.execute(
    tx,
  )
  await sql`
    create unique index kanta_intermediary_now on registers.kanta_intermediary (oid) where (until_copy is null)`.execute(
    tx,
  )
  await sql`
    create index set_aside_newest on registers.set_aside (register, set_aside_at)`.execute(tx)
  await sql`
    create index to_query_due on registers.to_query (register, due_at)`.execute(tx)
  await sql`
    insert into registers.feed values ('rights', NULL, NULL, NULL, NULL, NULL, 0, 0)`.execute(tx)
  await sql`
    insert into registers.feed values ('population', NULL, NULL, NULL, NULL, NULL, 0, 0)`.execute(
    tx,
  )
}
