import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** How many were set aside stands beside the feed: the figure is asked for each few seconds, and they only get more. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table registers.feed add column set_aside bigint not null default 0`.execute(tx)
  await sql`
    update registers.feed set set_aside = (
      select count(*) from registers.set_aside aside where aside.register = feed.register
    )`.execute(tx)
}
