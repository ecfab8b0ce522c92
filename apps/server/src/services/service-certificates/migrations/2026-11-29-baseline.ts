import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema service_certificates`.execute(tx)
  await sql`
    create table service_certificates.application (
      application_id uuid not null,
      organisation_id uuid not null,
      state text not null,
      standing jsonb not null,
      product text not null,
      is_test boolean not null,
      unit_oid text not null,
      names text[] not null,
      language text not null,
      invoice_reference text,
      contacts_sealed bytea not null,
      conformity_sealed bytea,
      request bytea,
      history jsonb not null,
      drafted_at timestamptz not null,
      sent_at timestamptz,
      by_program jsonb,
      check (language in ('fi', 'sv', 'en')),
      check (product in ('server', 'system-signature')),
      check (state in ('draft', 'sent', 'returned', 'checked', 'approved', 'refused', 'withdrawn', 'issued', 'revoked')),
      constraint nothing_is_approved_without_request check ((state <> all (array['checked', 'approved', 'issued'])) or (request is not null)),
      constraint nothing_is_sent_without_its_time check ((state <> all (array['sent', 'checked'])) or (sent_at is not null)),
      primary key (application_id)
    )`.execute(tx)
  await sql`
    create table service_certificates.codes_received (
      only_one boolean default true not null,
      copy_id bigint not null,
      check (only_one),
      primary key (only_one)
    )`.execute(tx)
  await sql`
    create table service_certificates.ended_program (
      kind text not null,
      id uuid not null,
      check (kind in ('account', 'approval')),
      primary key (kind, id)
    )`.execute(tx)
  await sql`
    create table service_certificates.outdated (
      outdated_id uuid not null,
      application_id uuid not null,
      unit_oid text not null,
      state text not null,
      change jsonb not null,
      found_at timestamptz not null,
      not_after timestamptz not null,
      revoke_on date,
      is_not_notified boolean not null,
      check (state in ('waiting', 'to-be-revoked', 'left', 'revoked', 'taken-back', 'over')),
      constraint planned_for_a_day check ((state <> 'to-be-revoked') or (revoke_on is not null)),
      primary key (outdated_id),
      foreign key (application_id) references service_certificates.application(application_id)
    )`.execute(tx)
  await sql`
    create table service_certificates.request_link (
      link_id uuid not null,
      application_id uuid not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      replaced boolean default false not null,
      primary key (link_id),
      foreign key (application_id) references service_certificates.application(application_id)
    )`.execute(tx)
  await sql`
    create table service_certificates.supplier_authorisation (
      supplier_authorisation_id uuid not null,
      giver uuid not null,
      authorised uuid not null,
      oids text[],
      valid_from date not null,
      valid_to date,
      given_by uuid not null,
      given_at timestamptz not null,
      ended_by uuid,
      ended_at timestamptz,
      constraint ended_whole check ((ended_by is null) = (ended_at is null)),
      check (authorised <> giver),
      check (valid_to >= valid_from),
      primary key (supplier_authorisation_id)
    )`.execute(tx)
  await sql`
    create index application_by_hand on service_certificates.application (organisation_id, drafted_at desc, application_id desc) where (by_program is null)`.execute(
    tx,
  )
  await sql`
    create index application_certified_with_oid on service_certificates.application (unit_oid, drafted_at desc, application_id desc) where (state in ('issued', 'revoked'))`.execute(
    tx,
  )
  await sql`
    create index application_in_force on service_certificates.application (unit_oid collate "C") where (state = 'issued')`.execute(
    tx,
  )
  await sql`
    create index application_in_queue on service_certificates.application (sent_at, application_id) where (state in ('sent', 'checked'))`.execute(
    tx,
  )
  await sql`
    create index application_of_organisation on service_certificates.application (organisation_id, drafted_at desc, application_id desc)`.execute(
    tx,
  )
  await sql`
    create index application_of_program_by_serial on service_certificates.application (((standing ->> 'serial')), ((standing ->> 'issuer'))) where (by_program is not null)`.execute(
    tx,
  )
  await sql`
    create index application_waits_for_organisation on service_certificates.application (organisation_id, drafted_at desc, application_id desc) where ((state in ('draft', 'returned')) and (by_program is null))`.execute(
    tx,
  )
  await sql`
    create index outdated_of_unit on service_certificates.outdated (unit_oid collate "C") where (state in ('waiting', 'to-be-revoked', 'left'))`.execute(
    tx,
  )
  await sql`
    create unique index outdated_once on service_certificates.outdated (application_id) where (state in ('waiting', 'to-be-revoked', 'left'))`.execute(
    tx,
  )
  await sql`
    create index outdated_open on service_certificates.outdated (found_at, outdated_id) where (state in ('waiting', 'to-be-revoked'))`.execute(
    tx,
  )
  await sql`
    create index outdated_runs_out on service_certificates.outdated (not_after) where (state in ('waiting', 'to-be-revoked', 'left'))`.execute(
    tx,
  )
  await sql`
    create unique index request_link_one_open on service_certificates.request_link (application_id) where ((used_at is null) and (not replaced))`.execute(
    tx,
  )
  await sql`
    create index supplier_authorisation_of_authorised on service_certificates.supplier_authorisation (authorised, given_at desc)`.execute(
    tx,
  )
  await sql`
    create index supplier_authorisation_of_giver on service_certificates.supplier_authorisation (giver, given_at desc)`.execute(
    tx,
  )
  await sql`
    insert into service_certificates.codes_received values (true, 0)`.execute(tx)
}
