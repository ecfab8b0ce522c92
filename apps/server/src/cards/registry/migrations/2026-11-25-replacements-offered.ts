import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** New cards that holders may have in the place of one that a change in a register has overtaken. */
export async function up(tx: Tx): Promise<void> {
  // One that was taken back is kept too: events come in no promised order.
  await sql`
    create table cards.replacement_offer (
      change_id uuid primary key,
      card_id uuid not null references cards.card,
      because text not null check (because in ('name-changed', 'right-restricted', 'number-changed')),
      offered_at timestamptz,
      taken_back_at timestamptz
    )`.execute(tx)
  await sql`
    create index replacement_offer_of_card on cards.replacement_offer (card_id)
    where taken_back_at is null`.execute(tx)
}
