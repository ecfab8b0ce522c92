import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The postal address that stands on an organisation's invoices, in Finland. Absent until it is entered. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table invoices.billing
      add column street text,
      add column postal_code text,
      add column town text`.execute(tx)
}
