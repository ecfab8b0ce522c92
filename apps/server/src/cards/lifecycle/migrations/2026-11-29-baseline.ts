import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema lifecycle`.execute(tx)
  await sql`
    create table lifecycle.hand_over (
      card_id uuid not null,
      handed_over_at timestamptz not null,
      identification_sealed bytea not null,
      primary key (card_id)
    )`.execute(tx)
  await sql`
    create table lifecycle.replacement_offer (
      change_id uuid not null,
      card_id uuid not null,
      because text not null,
      offered_at timestamptz,
      taken_back_at timestamptz,
      check (because in ('name-changed', 'right-restricted', 'number-changed')),
      primary key (change_id)
    )`.execute(tx)
  await sql`
    create table lifecycle.uncollected (
      card_id uuid not null,
      point_id text,
      produced_at timestamptz not null,
      state text not null,
      reminders integer default 0 not null,
      last_reminded_at timestamptz,
      first_signed uuid,
      last_reminded_by text,
      check ((first_signed is not null) = (state = 'destroying')),
      check (last_reminded_by in ('mail', 'phone', 'letter')),
      check (state in ('waiting', 'cancelled', 'returned', 'destroying', 'destroyed')),
      primary key (card_id)
    )`.execute(tx)
  await sql`
    create table lifecycle.unlocking (
      card_id uuid not null,
      begun_at timestamptz not null
    )`.execute(tx)
  await sql`
    create index replacement_offer_of_card on lifecycle.replacement_offer (card_id) where (taken_back_at is null)`.execute(
    tx,
  )
  await sql`
    create index uncollected_to_destroy on lifecycle.uncollected (point_id, produced_at, card_id) where (state in ('cancelled', 'returned', 'destroying'))`.execute(
    tx,
  )
  await sql`
    create index unlocking_of_card on lifecycle.unlocking (card_id, begun_at)`.execute(tx)
}
