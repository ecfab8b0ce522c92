import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema service_certificates`.execute(tx)
  await sql`
    create table service_certificates.application (
      application_id uuid primary key,
      organisation_id uuid not null,
      state text not null check (state in (
        'draft', 'sent', 'returned', 'checked', 'approved', 'refused', 'withdrawn', 'issued', 'revoked'
      )),
      standing jsonb not null,
      product text not null check (product in ('server', 'system-signature')),
      is_test boolean not null,
      unit_oid text not null,
      names text[] not null,
      language text not null check (language in ('fi', 'sv', 'en')),
      invoice_reference text,
      contacts_sealed bytea not null,
      conformity_sealed bytea,
      request bytea,
      history jsonb not null,
      drafted_at timestamptz not null,
      sent_at timestamptz,
      constraint nothing_is_sent_without_its_time check (state not in ('sent', 'checked') or sent_at is not null),
      constraint nothing_is_approved_without_request check (state not in ('checked', 'approved', 'issued') or request is not null)
    )`.execute(tx)
  await sql`
    create index application_of_organisation
    on service_certificates.application (organisation_id, drafted_at desc, application_id desc)`.execute(
    tx,
  )
  await sql`
    create index application_in_queue on service_certificates.application (sent_at, application_id)
    where state in ('sent', 'checked')`.execute(tx)
  await sql`
    create table service_certificates.request_link (
      link_id uuid primary key,
      application_id uuid not null references service_certificates.application,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      replaced boolean not null default false
    )`.execute(tx)
  await sql`
    create unique index request_link_one_open
    on service_certificates.request_link (application_id) where used_at is null and not replaced
  `.execute(tx)
  await sql`
    create table service_certificates.supplier_authorisation (
      authorisation_id uuid primary key,
      giver uuid not null,
      authorised uuid not null check (authorised <> giver),
      oids text[],
      valid_from date not null,
      valid_to date check (valid_to >= valid_from),
      given_by uuid not null,
      given_at timestamptz not null,
      ended_by uuid,
      ended_at timestamptz,
      constraint ended_whole check ((ended_by is null) = (ended_at is null))
    )`.execute(tx)
  await sql`
    create index supplier_authorisation_of_giver
    on service_certificates.supplier_authorisation (giver, given_at desc)`.execute(tx)
  await sql`
    create index supplier_authorisation_of_authorised
    on service_certificates.supplier_authorisation (authorised, given_at desc)`.execute(tx)
}
