import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Whether those who have a role want to be told of its work. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table notices.contact add column wants_work boolean not null default true`.execute(
    tx,
  )
}
