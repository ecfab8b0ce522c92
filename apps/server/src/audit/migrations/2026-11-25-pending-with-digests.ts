import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Who waits brings what its leaf needs: to look that up, PostgreSQL went through the whole trail at each turn. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table audit.pending add column arrived bigint, add column digest bytea`.execute(
    tx,
  )
  await sql`
    update audit.pending set arrived = entry.arrived, digest = entry.digest
    from audit.entry where entry.entry_id = pending.entry_id`.execute(tx)
  await sql`
    alter table audit.pending
      alter column digest set not null,
      drop constraint pending_pkey,
      add primary key (arrived)`.execute(tx)
}
