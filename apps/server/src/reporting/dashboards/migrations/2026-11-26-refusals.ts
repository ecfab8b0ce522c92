import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** How often each deed was refused on a day, and why: about nobody. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table overview.refusals (
      day date not null,
      deed text not null,
      reason text not null,
      count integer not null,
      primary key (day, deed, reason)
    )`.execute(tx)
}
