import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema spare_cards`.execute(tx)
  await sql`
    create table spare_cards.spare_card (
      spare_card_id uuid not null,
      actual_card_id uuid not null,
      order_id text not null,
      holder uuid not null,
      point_id text not null,
      state text not null,
      started_at timestamptz not null,
      missed_because text not null,
      says jsonb not null,
      valid_to date not null,
      return_by date not null,
      card_number text not null,
      findings jsonb default '[]'::jsonb not null,
      try_id uuid,
      chip_serial text,
      produced_at timestamptz,
      certificates jsonb,
      handed_over_at timestamptz,
      cancelled_at timestamptz,
      cancellation_reason text,
      settled_at timestamptz,
      plastic text,
      identification_sealed bytea,
      decision jsonb,
      check (card_number ~ '^[0-9]{17}$'),
      check (return_by <= valid_to),
      check ((state in ('cancelled', 'settled')) = (cancelled_at is not null)),
      check ((state = 'settled') = (settled_at is not null)),
      check ((state <> all (array['awaitingHandOver', 'handedOver'])) or (certificates is not null)),
      check (plastic in ('emptied', 'gone', 'not-taken')),
      check (state in ('beingProduced', 'awaitingHandOver', 'handedOver', 'cancelled', 'settled')),
      unique (card_number),
      primary key (spare_card_id)
    )`.execute(tx)
  await sql`
    create table spare_cards.note (
      "position" bigint not null,
      spare_card_id uuid not null,
      at timestamptz not null,
      means text not null,
      text_sealed bytea,
      primary key ("position"),
      foreign key (spare_card_id) references spare_cards.spare_card(spare_card_id)
    )`.execute(tx)
  await sql`
    create table spare_cards.taken_chip (
      chip_serial text not null,
      spare_card_id uuid not null,
      admin_key_version integer not null,
      check (chip_serial ~ '^[0-9A-F]{20}$'),
      primary key (chip_serial),
      foreign key (spare_card_id) references spare_cards.spare_card(spare_card_id)
    )`.execute(tx)
  await sql`
    create table spare_cards.timeline (
      "position" bigint not null,
      spare_card_id uuid not null,
      at timestamptz not null,
      what text not null,
      primary key ("position"),
      foreign key (spare_card_id) references spare_cards.spare_card(spare_card_id)
    )`.execute(tx)
  await sql`
    alter table spare_cards.note alter column "position" add generated always as identity`.execute(
    tx,
  )
  await sql`
    alter table spare_cards.timeline alter column "position" add generated always as identity`.execute(
    tx,
  )
  await sql`
    create index note_of_spare_card on spare_cards.note (spare_card_id, "position")`.execute(tx)
  await sql`
    create unique index one_open_for_each_card on spare_cards.spare_card (actual_card_id) where (state <> 'settled')`.execute(
    tx,
  )
  await sql`
    create index spare_card_of_holder on spare_cards.spare_card (holder, started_at)`.execute(tx)
  await sql`
    create index spare_card_of_order on spare_cards.spare_card (order_id)`.execute(tx)
  await sql`
    create index spare_card_of_point on spare_cards.spare_card (point_id, return_by, spare_card_id)`.execute(
    tx,
  )
  await sql`
    create index spare_card_out_of_point on spare_cards.spare_card (point_id, return_by, spare_card_id) where (state <> 'settled')`.execute(
    tx,
  )
  await sql`
    create index taken_chip_of_spare_card on spare_cards.taken_chip (spare_card_id)`.execute(tx)
  await sql`
    create index timeline_of_spare_card on spare_cards.timeline (spare_card_id, "position")`.execute(
    tx,
  )
}
