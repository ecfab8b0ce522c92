import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Why a change came to nothing that no handler rejected. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table organisations.paper
      add column rejected_because text
        check (rejected_because is null or rejected_by is not null)`.execute(tx)
  await sql`
    create index paper_in_place_of on organisations.paper (replaces)
    where replaces is not null`.execute(tx)
}
