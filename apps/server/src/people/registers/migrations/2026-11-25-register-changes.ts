import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What registers tell of people whom the service knows, from the feed to what came of it. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table registers.feed (
      register text primary key check (register in ('rights', 'population')),
      cursor text,
      asked_at timestamptz,
      answered_at timestamptz,
      trouble text,
      newest_change_at timestamptz,
      events bigint not null default 0
    )`.execute(tx)
  await sql`insert into registers.feed (register) values ('rights'), ('population')`.execute(tx)
  await sql`
    create table registers.heard (
      register text not null,
      event_id text not null,
      person_id uuid not null,
      changed_at timestamptz not null,
      heard_at timestamptz not null,
      primary key (register, event_id)
    )`.execute(tx)
  await sql`
    create table registers.to_ask (
      person_id uuid not null,
      register text not null,
      event_id text not null,
      due_at timestamptz not null,
      primary key (person_id, register)
    )`.execute(tx)
  await sql`create index to_ask_due on registers.to_ask (register, due_at)`.execute(tx)
  await sql`
    create table registers.asked (
      person_id uuid not null,
      register text not null,
      asked_at timestamptz not null,
      primary key (person_id, register)
    )`.execute(tx)
  await sql`
    create table registers.hold (
      hold_id uuid primary key,
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
      check (second_person is null or second_person <> first_person)
    )`.execute(tx)
  await sql`
    create unique index hold_open on registers.hold ((true)) where released_at is null`.execute(tx)
  await sql`
    create table registers.change (
      position bigint generated always as identity primary key,
      change_id uuid not null unique,
      card_id uuid not null,
      person_id uuid not null,
      kind text not null check (kind in
        ('right-ended', 'right-restricted', 'number-changed', 'name-changed', 'holder-died')),
      valid_to date,
      event_id text not null,
      state text not null check (state in
        ('waiting', 'held', 'released', 'acted', 'lapsed', 'withdrawn')),
      noticed_at timestamptz not null,
      due_at timestamptz not null,
      settled_at timestamptz,
      hold_id uuid references registers.hold,
      check (state <> 'held' or hold_id is not null)
    )`.execute(tx)
  await sql`
    create unique index change_of_card on registers.change (card_id, kind)
    where state not in ('lapsed', 'withdrawn')`.execute(tx)
  await sql`
    create index change_due on registers.change (due_at)
    where state in ('waiting', 'released')`.execute(tx)
  await sql`create index change_held on registers.change (hold_id) where state = 'held'`.execute(tx)
  await sql`create index change_settled on registers.change (settled_at)`.execute(tx)
}
