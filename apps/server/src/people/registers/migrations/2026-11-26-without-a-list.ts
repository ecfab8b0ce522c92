import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Why a copy has no new version of a code list whose OID an operator names. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table registers.code_copy add column left_out jsonb`.execute(tx)
}
