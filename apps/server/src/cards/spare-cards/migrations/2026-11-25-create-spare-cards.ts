import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema spare_cards`.execute(tx)
  await sql`
    create table spare_cards.spare_card (
      spare_card_id uuid primary key,
      actual_card_id uuid not null,
      order_id text not null,
      holder uuid not null,
      point_id text not null,
      state text not null check (state in ('beingMade', 'awaitingHandOver', 'handedOver', 'closed', 'settled')),
      started_at timestamptz not null,
      missed_because text not null,
      says jsonb not null,
      valid_to date not null,
      return_by date not null check (return_by <= valid_to),
      card_number text not null unique check (card_number ~ '^[0-9]{17}$'),
      findings jsonb not null default '[]',
      try_id uuid,
      chip_serial text,
      made_at timestamptz,
      certificates jsonb,
      handed_over_at timestamptz,
      closed_at timestamptz,
      closing_reason text,
      settled_at timestamptz,
      plastic text check (plastic in ('emptied', 'gone', 'not-taken')),
      identification_sealed bytea,
      check ((state in ('closed', 'settled')) = (closed_at is not null)),
      check ((state = 'settled') = (settled_at is not null)),
      check (state not in ('awaitingHandOver', 'handedOver') or certificates is not null)
    )`.execute(tx)
  // One open spare card for each actual card (R71).
  await sql`
    create unique index one_open_for_each_card on spare_cards.spare_card (actual_card_id)
      where state <> 'settled'`.execute(tx)
  await sql`create index spare_card_of_holder on spare_cards.spare_card (holder, started_at)`.execute(
    tx,
  )
  await sql`create index spare_card_of_order on spare_cards.spare_card (order_id)`.execute(tx)
  await sql`create index spare_card_of_point on spare_cards.spare_card (point_id, return_by, spare_card_id)`.execute(
    tx,
  )
  await sql`
    create index spare_card_out_of_point on spare_cards.spare_card (point_id, return_by, spare_card_id)
      where state <> 'settled'`.execute(tx)
  await sql`
    create table spare_cards.plastic (
      chip_serial text primary key check (chip_serial ~ '^[0-9A-F]{20}$'),
      point_id text not null,
      state text not null check (state in ('inStock', 'taken', 'gone')),
      since timestamptz not null,
      spare_card_id uuid references spare_cards.spare_card,
      card_number text,
      admin_key_version integer
    )`.execute(tx)
  await sql`create index plastic_of_point on spare_cards.plastic (point_id, since) where state = 'inStock'`.execute(
    tx,
  )
  await sql`
    create table spare_cards.note (
      position bigint generated always as identity primary key,
      spare_card_id uuid not null references spare_cards.spare_card,
      at timestamptz not null,
      means text not null,
      text_sealed bytea
    )`.execute(tx)
  await sql`create index note_of_spare_card on spare_cards.note (spare_card_id, position)`.execute(
    tx,
  )
  await sql`
    create table spare_cards.timeline (
      position bigint generated always as identity primary key,
      spare_card_id uuid not null references spare_cards.spare_card,
      at timestamptz not null,
      what text not null
    )`.execute(tx)
  await sql`create index timeline_of_spare_card on spare_cards.timeline (spare_card_id, position)`.execute(
    tx,
  )
}
