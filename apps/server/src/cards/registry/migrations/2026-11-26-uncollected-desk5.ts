import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Cards that nobody fetches: what was done about each, and the list of those that wait. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table cards.uncollected (
      card_id uuid primary key references cards.card,
      -- Null at the office.
      point_id text,
      produced_at timestamptz not null,
      state text not null check (state in ('waiting', 'returned', 'destroying', 'destroyed')),
      reminders integer not null default 0,
      last_reminded_at timestamptz,
      first_signed uuid,
      check ((first_signed is not null) = (state = 'destroying'))
    )`.execute(tx)
  await sql`
    create index uncollected_to_destroy on cards.uncollected (point_id, produced_at, card_id)
    where state in ('returned', 'destroying')`.execute(tx)
  await sql`
    create index card_waiting on cards.card (point_id, produced_at, card_id)
    where state = 'awaitingHandOver' and not is_sent_home`.execute(tx)
}
