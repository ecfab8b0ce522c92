import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema invoices`.execute(tx)
  await sql`
    create table invoices.billing (
      organisation_id uuid not null,
      e_invoice_address text not null,
      operator text,
      reference text,
      changed_at timestamptz not null,
      changed_by uuid not null,
      primary key (organisation_id)
    )`.execute(tx)
  await sql`
    create table invoices.invoice (
      invoice_id uuid not null,
      number bigint not null,
      kind text not null,
      credits uuid,
      organisation_id uuid not null,
      month text not null,
      created_at timestamptz not null,
      content jsonb not null,
      gross_cents bigint not null,
      delivery text not null,
      delivered_at timestamptz,
      refused_because text,
      paid_on date,
      seller_id text default 'service' not null,
      reminded_at timestamptz,
      constraint credits_what_it_takes_back check ((kind = 'credit-note') = (credits is not null)),
      constraint delivery_has_its_time check ((delivery in ('sent', 'refused')) = (delivered_at is not null)),
      check (delivery in ('by-seller', 'waiting', 'sent', 'refused')),
      check (kind in ('invoice', 'credit-note')),
      constraint point_operators_remind check ((reminded_at is null) or ((kind = 'invoice') and (seller_id <> 'service'))),
      constraint point_operators_send_their_own check ((seller_id = 'service') = (delivery <> 'by-seller')),
      constraint only_invoices_are_paid check ((paid_on is null) or (kind = 'invoice')),
      constraint refusal_has_its_reason check ((delivery = 'refused') = (refused_because is not null)),
      primary key (invoice_id),
      unique (seller_id, number),
      foreign key (credits) references invoices.invoice(invoice_id)
    )`.execute(tx)
  await sql`
    create table invoices.last_number (
      number bigint not null,
      seller_id text default 'service' not null,
      primary key (seller_id)
    )`.execute(tx)
  await sql`
    create table invoices.run (
      month text not null,
      started_at timestamptz not null,
      started_by uuid not null,
      finished_at timestamptz,
      seller_id text default 'service' not null,
      primary key (seller_id, month)
    )`.execute(tx)
  await sql`
    create table invoices.seller (
      organisation_id uuid not null,
      facts jsonb not null,
      changed_at timestamptz not null,
      changed_by uuid not null,
      primary key (organisation_id)
    )`.execute(tx)
  await sql`
    create index credit_of_invoice on invoices.invoice (credits) where (credits is not null)`.execute(
    tx,
  )
  await sql`
    create index invoice_newest_first on invoices.invoice (seller_id, created_at desc, invoice_id desc)`.execute(
    tx,
  )
  await sql`
    create index invoice_of_month on invoices.invoice (seller_id, month, number)`.execute(tx)
  await sql`
    create index invoice_of_organisation on invoices.invoice (organisation_id, created_at desc, invoice_id desc)`.execute(
    tx,
  )
  await sql`
    create unique index one_invoice_a_month on invoices.invoice (seller_id, organisation_id, month) where (kind = 'invoice')`.execute(
    tx,
  )
  await sql`
    create index refused_invoice on invoices.invoice (seller_id, created_at desc, invoice_id desc) where (delivery = 'refused')`.execute(
    tx,
  )
  await sql`
    create index unpaid_invoice on invoices.invoice (seller_id, created_at desc, invoice_id desc) where ((kind = 'invoice') and (paid_on is null))`.execute(
    tx,
  )
  await sql`
    insert into invoices.last_number values (100000, 'service')`.execute(tx)
}
