import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Entries are added, and erased years later: vacuum and analyze begin at one in a hundred, in small pieces. */
export async function up(tx: Tx): Promise<void> {
  for (const table of ['audit.entry', 'audit.leaf'])
    await sql`
      alter table ${sql.table(table)} set (
        autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_scale_factor = 0.01,
        autovacuum_analyze_scale_factor = 0.01
      )`.execute(tx)
}
