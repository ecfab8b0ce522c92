import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema payments`.execute(tx)
  await sql`
    create table payments.entry (
      entry_id uuid not null,
      bank_key bytea not null,
      paid_on date not null,
      amount_cents bigint not null,
      reference text,
      payer_sealed bytea,
      invoice_number bigint,
      left_cents bigint not null,
      because text,
      imported_at timestamptz not null,
      imported_by uuid not null,
      check (amount_cents <> 0),
      check (because in ('no-reference', 'unknown-reference', 'paid-already', 'overpaid', 'not-received')),
      constraint rest_of_amount check (left_cents between least(amount_cents, 0) and greatest(amount_cents, 0)),
      constraint rest_has_its_reason check ((left_cents = 0) or (because is not null)),
      unique (bank_key),
      primary key (entry_id)
    )`.execute(tx)
  await sql`
    create table payments.decision (
      decision_id uuid not null,
      entry_id uuid not null,
      kind text not null,
      amount_cents bigint not null,
      invoice_number bigint,
      reason_sealed bytea not null,
      decided_at timestamptz not null,
      decided_by uuid not null,
      check (kind in ('assigned', 'returned')),
      constraint assigned_to_an_invoice check ((kind = 'assigned') = (invoice_number is not null)),
      primary key (decision_id),
      foreign key (entry_id) references payments.entry(entry_id)
    )`.execute(tx)
  await sql`create index decision_of_entry on payments.decision (entry_id, decided_at)`.execute(tx)
  await sql`
    create index entry_newest_first on payments.entry (imported_at desc, entry_id desc)`.execute(tx)
  await sql`
    create index waiting_entry on payments.entry (imported_at, entry_id) where (left_cents <> 0)`.execute(
    tx,
  )
}
