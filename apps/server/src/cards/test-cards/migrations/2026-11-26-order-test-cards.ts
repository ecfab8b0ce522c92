import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`
    create table test_cards.card_order (
      order_id uuid primary key,
      organisation_id uuid not null,
      state text not null check (state in ('asked', 'accepted', 'refused')),
      standing jsonb not null,
      cards jsonb not null,
      language text not null check (language in ('fi', 'sv', 'en')),
      price jsonb not null,
      address_sealed bytea,
      ordered_at timestamptz not null,
      ordered_by uuid not null,
      constraint address_while_needed check ((state = 'asked') = (address_sealed is not null))
    )`.execute(tx)
  await sql`
    create index order_of_organisation
    on test_cards.card_order (organisation_id, ordered_at desc, order_id desc)`.execute(tx)
  await sql`
    create index order_in_queue on test_cards.card_order (ordered_at, order_id)
    where state = 'asked'`.execute(tx)
  await sql`
    alter table test_cards.test_card
      add column order_id uuid references test_cards.card_order,
      drop constraint test_card_state_check,
      add constraint test_card_state
        check (state in ('making', 'ready', 'fetched', 'lapsed', 'revoked', 'plastic')),
      add constraint plastic_of_order check ((state = 'plastic') = (order_id is not null))`.execute(
    tx,
  )
}
