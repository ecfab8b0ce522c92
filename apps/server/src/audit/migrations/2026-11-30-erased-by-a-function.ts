import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * The only way to remove an entry, run with the rights of the tables' owner: no process may delete or change
 * entries itself.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create function audit.erase_entries(from_position bigint, before_position bigint) returns void
    language sql security definer set search_path = pg_catalog, pg_temp
    as 'delete from audit.entry using audit.leaf
      where leaf.entry_id = entry.entry_id
        and leaf.position >= from_position and leaf.position < before_position'`.execute(tx)
  await sql`
    revoke all on function audit.erase_entries(bigint, bigint) from public`.execute(tx)
}
