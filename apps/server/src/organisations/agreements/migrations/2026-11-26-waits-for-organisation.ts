import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What waits for a signature, however many papers there were. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index document_waits_for_giver
    on papers.document (organisation_id, drafted_at desc, document_id desc)
    where state = 'drafted'`.execute(tx)
  await sql`
    create index document_waits_for_counterpart
    on papers.document (counterpart, drafted_at desc, document_id desc)
    where state = 'signed'`.execute(tx)
}
