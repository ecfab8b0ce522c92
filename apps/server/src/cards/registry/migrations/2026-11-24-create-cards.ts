import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema cards`.execute(tx)
  await sql`
    create table cards.card (
      card_id uuid primary key,
      order_id text not null unique,
      holder uuid not null,
      point_id text not null,
      state text not null check (state in ('ordered', 'inProduction', 'productionFailed',
        'awaitingHandOver', 'handedOver', 'inUse', 'closed')),
      ordered_at timestamptz not null,
      says jsonb not null,
      letter_address_sealed bytea,
      try_id uuid,
      failures integer not null default 0,
      failed_at timestamptz,
      findings jsonb,
      card_number text unique check (card_number ~ '^[0-9]{17}$'),
      chip_serial text,
      produced_at timestamptz,
      certificates jsonb,
      handed_over_at timestamptz,
      activated_at timestamptz,
      closed_at timestamptz,
      closing_reason text,
      check ((state = 'closed') = (closed_at is not null)),
      check ((state = 'inProduction') = (try_id is not null)),
      check (state not in ('awaitingHandOver', 'handedOver', 'inUse') or card_number is not null)
    )`.execute(tx)
  await sql`create index card_of_holder on cards.card (holder, ordered_at)`.execute(tx)
  await sql`create index card_of_point on cards.card (point_id, ordered_at desc, card_id desc)`.execute(
    tx,
  )
  await sql`
    create table cards.production_try (
      try_id uuid primary key,
      card_id uuid not null references cards.card,
      state text not null check (state in ('running', 'finished', 'failed', 'abandoned')),
      card_number text not null unique,
      chip_serial text,
      findings jsonb,
      started_at timestamptz not null,
      ended_at timestamptz
    )`.execute(tx)
  await sql`create index production_try_of_card on cards.production_try (card_id)`.execute(tx)
  await sql`
    create table cards.letter (
      letter_number text primary key check (letter_number ~ '^[0-9]{10}$'),
      card_id uuid not null references cards.card,
      state text not null check (state in ('planned', 'sent', 'replaced', 'withdrawn')),
      planned_for date not null,
      code_sealed bytea,
      code_hash text,
      sent_at timestamptz,
      check ((state = 'planned') = (code_sealed is not null)),
      check ((state in ('sent', 'replaced')) = (sent_at is not null))
    )`.execute(tx)
  await sql`create index letter_of_card on cards.letter (card_id)`.execute(tx)
  await sql`
    create table cards.hand_over (
      card_id uuid primary key references cards.card,
      handed_over_at timestamptz not null,
      identification_sealed bytea not null
    )`.execute(tx)
  await sql`
    create table cards.timeline (
      position bigint generated always as identity primary key,
      card_id uuid not null references cards.card,
      at timestamptz not null,
      what text not null
    )`.execute(tx)
  await sql`create index timeline_of_card on cards.timeline (card_id, position)`.execute(tx)
}
