import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** An organisation says that charges of an invoice are wrong; what it wrote stands in the thread of the same id. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table fees.dispute (
      thread_id uuid primary key,
      invoice_id uuid not null references fees.invoice,
      disputed_at timestamptz not null,
      disputed_by uuid not null,
      outcome text check (outcome in ('credited', 'refused', 'withdrawn')),
      settled_at timestamptz,
      constraint settled_with_outcome check ((outcome is null) = (settled_at is null))
    )`.execute(tx)
  await sql`create index dispute_of_invoice on fees.dispute (invoice_id, disputed_at)`.execute(tx)
  await sql`create index open_dispute on fees.dispute (invoice_id) where outcome is null`.execute(
    tx,
  )
  // Each charge is disputed once.
  await sql`
    create table fees.disputed_charge (
      charge_id uuid primary key references fees.charge,
      thread_id uuid not null references fees.dispute
    )`.execute(tx)
  await sql`create index charge_of_dispute on fees.disputed_charge (thread_id)`.execute(tx)
}
