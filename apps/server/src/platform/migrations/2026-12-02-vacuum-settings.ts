import { sql } from 'kysely'
import type { Tx } from '../db.ts'

/** Rows are claimed and done: a claim stays in its page, and dead rows are removed soon. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table platform.outbox set (
      fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02
    )`.execute(tx)
}
