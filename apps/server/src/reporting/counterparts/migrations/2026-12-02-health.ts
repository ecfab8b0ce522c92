import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** How the calls of each system of others went, over all processes of the service. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema counterparts`.execute(tx)
  await sql`
    create table counterparts.health (
      counterpart text primary key,
      responded_at timestamptz,
      failed_at timestamptz,
      failing_since timestamptz,
      because text
    )`.execute(tx)
}
