import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * The population register counts by posting keys of its own: a position of the former protocol means nothing
 * there. The feed begins two weeks ago again.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`update register_changes.feed set cursor = null where register = 'population'`.execute(
    tx,
  )
}
