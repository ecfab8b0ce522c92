import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The paper on which an applicant has confirmed an order. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table orders.confirmation_scan (
      order_id uuid primary key references orders.card_order,
      scan_sealed bytea not null,
      stored_at timestamptz not null
    )`.execute(tx)
}
