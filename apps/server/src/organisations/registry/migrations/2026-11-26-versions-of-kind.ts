import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What an organisation is may change; of versions from before, none says what it was. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table organisations.organisation_version
      add column kind text check (kind in ('provider', 'pharmacy', 'other-body'))`.execute(tx)
}
