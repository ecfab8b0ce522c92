import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A destination that is configured no more stays, with how far it got, and is not behind (R651). */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table audit.forwarded add column is_used boolean not null default true`.execute(tx)
}
