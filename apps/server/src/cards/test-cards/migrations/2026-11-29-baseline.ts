import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema test_cards`.execute(tx)
  await sql`
    create table test_cards.card_order (
      order_id uuid not null,
      organisation_id uuid not null,
      state text not null,
      standing jsonb not null,
      cards jsonb not null,
      language text not null,
      price jsonb not null,
      address_sealed bytea,
      ordered_at timestamptz not null,
      ordered_by uuid not null,
      constraint address_while_needed check ((state = 'requested') = (address_sealed is not null)),
      check (language in ('fi', 'sv', 'en')),
      check (state in ('requested', 'accepted', 'refused')),
      primary key (order_id)
    )`.execute(tx)
  await sql`
    create table test_cards.test_card (
      test_card_id uuid not null,
      organisation_id uuid not null,
      kind text not null,
      person_key text not null,
      ordered_at timestamptz not null,
      ordered_by uuid not null,
      valid_to date not null,
      state text not null,
      standing jsonb not null,
      waits_until timestamptz,
      file_sealed bytea,
      secret_digest bytea,
      order_id uuid,
      constraint no_copy check ((state = 'ready') or ((file_sealed is null) and (secret_digest is null))),
      constraint plastic_of_order check ((state = 'plastic') = (order_id is not null)),
      constraint test_card_kind check (kind in ('professional', 'staff', 'actor', 'organisation', 'citizen', 'temporary')),
      constraint test_card_state check (state in ('in-production', 'ready', 'fetched', 'lapsed', 'revoked', 'plastic')),
      constraint waiting_whole check ((state = 'ready') = (waits_until is not null)),
      primary key (test_card_id),
      foreign key (order_id) references test_cards.card_order(order_id)
    )`.execute(tx)
  await sql`
    create index order_in_queue on test_cards.card_order (ordered_at, order_id) where (state = 'requested')`.execute(
    tx,
  )
  await sql`
    create index order_of_organisation on test_cards.card_order (organisation_id, ordered_at desc, order_id desc)`.execute(
    tx,
  )
  await sql`
    create index test_card_in_use on test_cards.test_card (organisation_id) where (state in ('in-production', 'ready', 'fetched'))`.execute(
    tx,
  )
  await sql`
    create index test_card_of_organisation on test_cards.test_card (organisation_id, ordered_at desc, test_card_id desc)`.execute(
    tx,
  )
  await sql`
    create unique index test_card_of_secret on test_cards.test_card (secret_digest) where (secret_digest is not null)`.execute(
    tx,
  )
  await sql`
    create index test_card_waiting on test_cards.test_card (state, waits_until, ordered_at) where (state in ('in-production', 'ready'))`.execute(
    tx,
  )
}
