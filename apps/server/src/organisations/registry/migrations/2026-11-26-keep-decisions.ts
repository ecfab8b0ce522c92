import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** On what a paper was approved or rejected; of earlier ones only who decided and when is known. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table organisations.paper add column decision jsonb`.execute(tx)
}
