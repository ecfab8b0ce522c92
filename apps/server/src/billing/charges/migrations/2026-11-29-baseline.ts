import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema charges`.execute(tx)
  await sql`
    create table charges.cost_centre (
      organisation_id uuid not null,
      unit_oid text not null,
      cost_centre text not null,
      changed_at timestamptz not null,
      changed_by uuid not null,
      check ((length(cost_centre) >= 1) and (length(cost_centre) <= 35)),
      primary key (organisation_id, unit_oid)
    )`.execute(tx)
  await sql`
    create table charges.charge (
      charge_id uuid not null,
      cause text not null,
      organisation_id uuid not null,
      product text not null,
      because text not null,
      net_cents integer not null,
      vat_permille integer not null,
      acted_on date not null,
      created_at timestamptz not null,
      card_agreement_id uuid,
      delegation_id uuid,
      order_id uuid,
      card_id uuid,
      unit jsonb,
      invoice_id uuid,
      credit_note_id uuid,
      invoice_reference text,
      application_id uuid,
      approval_id uuid,
      seller_id text default 'service' not null,
      visit_id uuid,
      point_id uuid,
      cost_centre text,
      constraint approval_of_certificate check ((approval_id is null) or (application_id is not null)),
      check (net_cents >= 0),
      check (vat_permille >= 0),
      constraint credited_once_invoiced check ((credit_note_id is null) or (invoice_id is not null)),
      constraint point_operators_charge_visits check ((seller_id = 'service') = (visit_id is null)),
      constraint produced_data_of check (((order_id is null) = (card_id is null)) and ((visit_id is null) = (point_id is null)) and (num_nonnulls(card_id, application_id, visit_id) = 1)),
      unique (cause),
      primary key (charge_id)
    )`.execute(tx)
  await sql`
    create table charges.dispute (
      case_id uuid not null,
      invoice_id uuid not null,
      disputed_at timestamptz not null,
      disputed_by uuid not null,
      outcome text,
      settled_at timestamptz,
      reason_sealed bytea,
      reply_sealed bytea,
      check (outcome in ('credited', 'refused', 'withdrawn')),
      constraint settled_with_outcome check ((outcome is null) = (settled_at is null)),
      primary key (case_id)
    )`.execute(tx)
  await sql`
    create table charges.disputed_charge (
      charge_id uuid not null,
      case_id uuid not null,
      primary key (charge_id),
      foreign key (charge_id) references charges.charge(charge_id),
      foreign key (case_id) references charges.dispute(case_id)
    )`.execute(tx)
  await sql`
    create index charge_newest_first on charges.charge (seller_id, created_at desc, charge_id desc)`.execute(
    tx,
  )
  await sql`
    create index charge_of_dispute on charges.disputed_charge (case_id)`.execute(tx)
  await sql`
    create index charge_of_invoice on charges.charge (invoice_id) where (invoice_id is not null)`.execute(
    tx,
  )
  await sql`
    create index charge_of_organisation on charges.charge (organisation_id, created_at desc, charge_id desc)`.execute(
    tx,
  )
  await sql`
    create index charge_of_organisation_by_day on charges.charge (organisation_id, acted_on, charge_id)`.execute(
    tx,
  )
  await sql`
    create index charge_of_visit on charges.charge (visit_id) where (visit_id is not null)`.execute(
    tx,
  )
  await sql`
    create index charge_to_invoice on charges.charge (seller_id, organisation_id, acted_on) where ((invoice_id is null) and (net_cents > 0))`.execute(
    tx,
  )
  await sql`
    create index dispute_of_invoice on charges.dispute (invoice_id, disputed_at)`.execute(tx)
  await sql`
    create index open_dispute on charges.dispute (invoice_id) where (outcome is null)`.execute(tx)
}
