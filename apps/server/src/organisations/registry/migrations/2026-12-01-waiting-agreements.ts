import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Agreements that wait for a case officer, in the order of the inbox. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index agreement_in_queue on organisations.agreement (proposed_at, agreement_id) where (state = 'proposed')`.execute(
    tx,
  )
}
