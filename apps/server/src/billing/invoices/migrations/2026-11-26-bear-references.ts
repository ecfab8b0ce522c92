import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What an application says for the invoice stands on the charge of its certificate. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table fees.charge add column invoice_reference text`.execute(tx)
}
