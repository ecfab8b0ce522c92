import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Each payment of an invoice, instead of the mark alone. What was marked before was paid as a whole, by hand. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table invoices.payment (
      payment_id uuid not null,
      invoice_id uuid not null,
      amount_cents bigint not null,
      paid_on date not null,
      entry_id uuid,
      recorded_at timestamptz not null,
      recorded_by uuid,
      check (amount_cents <> 0),
      primary key (payment_id),
      foreign key (invoice_id) references invoices.invoice(invoice_id)
    )`.execute(tx)
  await sql`create index payment_of_invoice on invoices.payment (invoice_id)`.execute(tx)
  await sql`
    insert into invoices.payment
    select gen_random_uuid(), invoice_id, open_cents, paid_on, null, now(), null
    from (
      select invoice_id, paid_on, gross_cents + coalesce((
        select sum(note.gross_cents) from invoices.invoice note where note.credits = paid.invoice_id
      ), 0) as open_cents
      from invoices.invoice paid
      where paid_on is not null
    ) marked
    where open_cents > 0`.execute(tx)
}
