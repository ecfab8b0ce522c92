import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What a look-up rests on: the visit that was called, or a stated reason. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table visitors.look_up
      add column visit_id uuid, add column reason text, add column reason_text text`.execute(tx)
  await sql`
    create index look_up_of_visit on visitors.look_up (visit_id) where visit_id is not null`.execute(
    tx,
  )
}
