import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema cards`.execute(tx)
  await sql`
    create table cards.card (
      card_id uuid not null,
      order_id text not null,
      holder uuid not null,
      point_id text not null,
      state text not null,
      ordered_at timestamptz not null,
      says jsonb not null,
      letter_address_sealed bytea,
      try_id uuid,
      failures integer default 0 not null,
      failed_at timestamptz,
      findings jsonb,
      card_number text,
      chip_serial text,
      produced_at timestamptz,
      certificates jsonb,
      handed_over_at timestamptz,
      activated_at timestamptz,
      cancelled_at timestamptz,
      cancellation_reason text,
      admin_key_version integer,
      is_sent_home boolean default false not null,
      renews_card_id uuid,
      check (card_number ~ '^[0-9]{17}$'),
      check ((state = 'cancelled') = (cancelled_at is not null)),
      check ((state = 'inProduction') = (try_id is not null)),
      check ((state <> all (array['awaitingHandOver', 'handedOver', 'inUse'])) or (card_number is not null)),
      check (says ? 'product'),
      check (state in ('ordered', 'inProduction', 'productionFailed', 'awaitingHandOver', 'handedOver', 'inUse', 'cancelled')),
      unique (card_number),
      unique (order_id),
      primary key (card_id),
      foreign key (renews_card_id) references cards.card(card_id)
    )`.execute(tx)
  await sql`
    create table cards.timeline (
      "position" bigint not null,
      card_id uuid not null,
      at timestamptz not null,
      what text not null,
      primary key ("position"),
      foreign key (card_id) references cards.card(card_id)
    )`.execute(tx)
  await sql`
    alter table cards.timeline alter column "position" add generated always as identity`.execute(tx)
  await sql`
    create index card_ending on cards.card (((says ->> 'validTo')), card_id) where (state in ('handedOver', 'inUse'))`.execute(
    tx,
  )
  await sql`
    create index card_handed_over on cards.card (handed_over_at) include (produced_at) where (handed_over_at is not null)`.execute(
    tx,
  )
  await sql`
    create index card_in_production on cards.card (ordered_at) where (state in ('ordered', 'inProduction', 'productionFailed'))`.execute(
    tx,
  )
  await sql`
    create index card_of_holder on cards.card (holder, ordered_at)`.execute(tx)
  await sql`
    create index card_of_point on cards.card (point_id, ordered_at desc, card_id desc)`.execute(tx)
  await sql`
    create index card_of_point_in_state on cards.card (point_id, state, ordered_at desc, card_id desc)`.execute(
    tx,
  )
  await sql`
    create index card_waiting on cards.card (point_id, produced_at, card_id) where ((state = 'awaitingHandOver') and (not is_sent_home))`.execute(
    tx,
  )
  await sql`
    create index timeline_of_card on cards.timeline (card_id, "position")`.execute(tx)
}
