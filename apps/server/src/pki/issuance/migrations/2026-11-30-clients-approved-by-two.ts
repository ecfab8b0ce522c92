import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What two case officers signed about a client's rules. Clients of before have none, and get no certificates. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table issuance.client add column approval jsonb`.execute(tx)
}
