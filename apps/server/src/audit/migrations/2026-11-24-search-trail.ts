import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`alter table audit.entry rename column event to facts`.execute(tx)
  await sql`create index entry_by_time on audit.entry (at, arrived)`.execute(tx)
  await sql`create index entry_by_deed on audit.entry (deed, at)`.execute(tx)
  await sql`
    create index entry_by_actor on audit.entry
      (coalesce(actor->>'personId', actor->>'clientId', actor->>'name'), at)`.execute(tx)
  // Few and often asked for: the latest erasure, and the exports, which are views of everybody.
  await sql`
    create index entry_of_everybody on audit.entry (type, arrived)
    where type in ('EntriesErased', 'TrailExported')`.execute(tx)
  await sql`create index checkpoint_by_time on audit.checkpoint (at)`.execute(tx)
}
