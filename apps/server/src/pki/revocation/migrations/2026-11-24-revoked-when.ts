import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Figures of the last day are counted without reading all that was ever revoked. */
export async function up(tx: Tx): Promise<void> {
  await sql`create index revocation_when on revocation.revocation (revoked_at)`.execute(tx)
}
