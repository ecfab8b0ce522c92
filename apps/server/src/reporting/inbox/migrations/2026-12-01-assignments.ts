import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Which officer has an item of the inbox, since it began to wait at that time. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema inbox`.execute(tx)
  await sql`
    create table inbox.assignment (
      kind text not null,
      item_id uuid not null,
      officer uuid not null,
      waits_since timestamptz not null,
      assigned_at timestamptz not null,
      primary key (kind, item_id)
    )`.execute(tx)
  await sql`create index assignment_of_officer on inbox.assignment (officer)`.execute(tx)
}
