import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema fees`.execute(tx)
  // One row: the next number is taken in the transaction that uses it, so that none is missing.
  await sql`
    create table fees.last_number (
      only_one boolean primary key default true check (only_one),
      number bigint not null
    )`.execute(tx)
  await sql`insert into fees.last_number (number) values (100000)`.execute(tx)
  await sql`
    create table fees.run (
      month text primary key,
      started_at timestamptz not null,
      started_by uuid not null,
      finished_at timestamptz
    )`.execute(tx)
  await sql`
    create table fees.invoice (
      invoice_id uuid primary key,
      number bigint not null unique,
      kind text not null check (kind in ('invoice', 'credit-note')),
      credits uuid references fees.invoice,
      organisation_id uuid not null,
      month text not null,
      made_at timestamptz not null,
      content jsonb not null,
      gross_cents bigint not null,
      delivery text not null check (delivery in ('waiting', 'sent', 'refused')),
      delivered_at timestamptz,
      refused_because text,
      paid_on date,
      constraint credits_what_it_takes_back check ((kind = 'credit-note') = (credits is not null)),
      constraint only_invoices_are_paid check (paid_on is null or kind = 'invoice'),
      constraint delivery_has_its_time check ((delivery = 'waiting') = (delivered_at is null)),
      constraint refusal_has_its_reason check ((delivery = 'refused') = (refused_because is not null))
    )`.execute(tx)
  await sql`
    create unique index one_invoice_a_month on fees.invoice (organisation_id, month)
    where kind = 'invoice'`.execute(tx)
  await sql`create index invoice_newest_first on fees.invoice (made_at desc, invoice_id desc)`.execute(
    tx,
  )
  await sql`
    create index invoice_of_organisation
    on fees.invoice (organisation_id, made_at desc, invoice_id desc)`.execute(tx)
  await sql`create index invoice_of_month on fees.invoice (month, number)`.execute(tx)
  await sql`create index credit_of_invoice on fees.invoice (credits) where credits is not null`.execute(
    tx,
  )
  await sql`
    create index unpaid_invoice on fees.invoice (made_at desc, invoice_id desc)
    where kind = 'invoice' and paid_on is null`.execute(tx)
  await sql`
    create index refused_invoice on fees.invoice (made_at desc, invoice_id desc)
    where delivery = 'refused'`.execute(tx)
  await sql`
    create table fees.charge (
      charge_id uuid primary key,
      cause text not null unique,
      organisation_id uuid not null,
      product text not null,
      because text not null,
      net_cents integer not null check (net_cents >= 0),
      vat_permille integer not null check (vat_permille >= 0),
      acted_on date not null,
      born_at timestamptz not null,
      agreement_id uuid not null,
      authorisation_id uuid,
      order_id uuid not null,
      card_id uuid not null,
      unit jsonb,
      invoice_id uuid references fees.invoice,
      credit_note_id uuid references fees.invoice,
      constraint credited_once_invoiced check (credit_note_id is null or invoice_id is not null)
    )`.execute(tx)
  await sql`
    create index charge_to_invoice on fees.charge (organisation_id, acted_on)
    where invoice_id is null and net_cents > 0`.execute(tx)
  await sql`
    create index charge_of_organisation
    on fees.charge (organisation_id, born_at desc, charge_id desc)`.execute(tx)
  await sql`create index charge_newest_first on fees.charge (born_at desc, charge_id desc)`.execute(
    tx,
  )
  await sql`create index charge_of_invoice on fees.charge (invoice_id) where invoice_id is not null`.execute(
    tx,
  )
  await sql`
    create table fees.billing (
      organisation_id uuid primary key,
      e_invoice_address text not null,
      operator text,
      reference text,
      changed_at timestamptz not null,
      changed_by uuid not null
    )`.execute(tx)
}
