import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Invoices and credit notes are found by their sum. */
export async function up(tx: Tx): Promise<void> {
  await sql`create index invoice_of_sum on invoices.invoice (seller_id, abs(gross_cents))`.execute(
    tx,
  )
}
