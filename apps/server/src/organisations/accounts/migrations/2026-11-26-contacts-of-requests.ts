import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What the organisation is, is what registers say as it is entered; to whom to write is kept until the request is decided. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table accounts.request
      drop column kind,
      add column contact_sealed bytea`.execute(tx)
}
