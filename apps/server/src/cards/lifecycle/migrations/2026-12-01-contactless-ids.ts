import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Of the contactless side of a card, for doors and time clocks; a card of before has none recorded. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table lifecycle.contactless_id (
      card_id uuid not null,
      contactless_id text not null,
      recorded_at timestamptz not null,
      check (contactless_id ~ '^([0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$'),
      unique (contactless_id),
      primary key (card_id)
    )`.execute(tx)
}
