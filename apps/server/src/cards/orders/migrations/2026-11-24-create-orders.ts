import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema orders`.execute(tx)
  await sql`
    create table orders.photo (
      photo_id uuid primary key,
      person_id uuid not null,
      image_sealed bytea not null,
      digest text not null,
      width integer not null,
      height integer not null,
      stored_at timestamptz not null
    )`.execute(tx)
  await sql`
    create table orders.card_order (
      order_id uuid primary key,
      person_id uuid not null,
      point_id uuid not null,
      state text not null,
      content jsonb not null,
      statement bytea not null,
      drafted_at timestamptz not null,
      ordered_at timestamptz,
      card_id uuid unique,
      signed jsonb,
      produced_at timestamptz,
      cancelled_at timestamptz,
      constraint placed_whole check (
        (ordered_at is null) = (card_id is null) and (ordered_at is null) = (signed is null)
      ),
      constraint only_what_is_true_in_the_state check (
        case state
          when 'draft' then ordered_at is null and produced_at is null and cancelled_at is null
          when 'ordered' then ordered_at is not null and produced_at is null and cancelled_at is null
          when 'produced' then
            ordered_at is not null and produced_at is not null and cancelled_at is null
          when 'cancelled' then produced_at is null and cancelled_at is not null
          else false
        end
      )
    )`.execute(tx)
  await sql`
    create unique index one_pending_order_a_person on orders.card_order (person_id)
    where state = 'ordered'`.execute(tx)
  await sql`
    create index card_order_by_person on orders.card_order (person_id, drafted_at desc)
  `.execute(tx)
  await sql`
    create index card_order_by_point
    on orders.card_order (point_id, drafted_at desc, order_id desc)`.execute(tx)
}
