import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The hash of a leaf follows from its digest: stored once more, it was half of the tree and of what places an entry in it. */
export async function up(tx: Tx): Promise<void> {
  await sql`delete from audit.node where level = 0`.execute(tx)
  await sql`alter table audit.node add check (level > 0)`.execute(tx)
}
