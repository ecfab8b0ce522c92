import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Cards that were closed while they waited at their point lie there to be destroyed; and how a holder was reminded. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table cards.uncollected
      drop constraint uncollected_state_check,
      add constraint uncollected_state_check
        check (state in ('waiting', 'closed', 'returned', 'destroying', 'destroyed')),
      add column last_reminded_by text check (last_reminded_by in ('mail', 'phone', 'letter'))`.execute(
    tx,
  )
  await sql`update cards.uncollected set last_reminded_by = 'mail' where last_reminded_at is not null`.execute(
    tx,
  )
  await sql`drop index cards.uncollected_to_destroy`.execute(tx)
  await sql`
    create index uncollected_to_destroy on cards.uncollected (point_id, produced_at, card_id)
    where state in ('closed', 'returned', 'destroying')`.execute(tx)
  // Those that were broken have their complaints.
  await sql`
    insert into cards.uncollected (card_id, point_id, produced_at, state)
    select card_id, point_id, produced_at, 'closed' from cards.card
    where state = 'closed' and produced_at is not null and handed_over_at is null
      and not is_sent_home
      and closing_reason not in ('lost', 'stolen', 'broken', 'returned')
    on conflict (card_id) do update set state = 'closed' where uncollected.state = 'waiting'`.execute(
    tx,
  )
}
