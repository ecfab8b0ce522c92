import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema organisations`.execute(tx)
  await sql`
    create sequence organisations.customer_number maxvalue 9999999`.execute(tx)
  await sql`
    create table organisations.organisation (
      organisation_id uuid not null,
      customer_number text not null,
      business_id text not null,
      oid text not null,
      name text not null,
      kind text not null,
      units jsonb not null,
      added_at timestamptz not null,
      version integer default 1 not null,
      business_requested_at timestamptz,
      has_ceased boolean default false not null,
      check (kind in ('provider', 'pharmacy', 'other-body')),
      unique (business_id),
      unique (customer_number),
      unique (oid),
      primary key (organisation_id)
    )`.execute(tx)
  await sql`
    create table organisations.organisation_version (
      organisation_id uuid not null,
      version integer not null,
      name text not null,
      units jsonb not null,
      entered_at timestamptz not null,
      entered_by uuid,
      kind text,
      contacts_sealed bytea not null,
      check (kind in ('provider', 'pharmacy', 'other-body')),
      check (version > 0),
      primary key (organisation_id, version),
      foreign key (organisation_id) references organisations.organisation(organisation_id)
    )`.execute(tx)
  await sql`
    create table organisations.agreement (
      agreement_id uuid not null,
      organisation_id uuid not null,
      kind text not null,
      state text not null,
      products text[] not null,
      points text[] not null,
      valid_from date not null,
      valid_to date,
      units text[],
      price_list text,
      delegate uuid,
      accompanying jsonb,
      proposed_by uuid not null,
      proposed_at timestamptz not null,
      approved_by uuid,
      approved_at timestamptz,
      rejected_by uuid,
      rejected_at timestamptz,
      ended_by uuid,
      ended_at timestamptz,
      gave_way jsonb,
      decision jsonb,
      is_signed boolean default false not null,
      replaces uuid,
      rejected_because text,
      people_sealed bytea,
      constraint approved_by_another check (approved_by <> proposed_by),
      constraint only_what_is_true_in_the_state check (
    case state
        when 'proposed' then ((approved_by is null) and (rejected_by is null) and (ended_by is null))
        when 'approved' then ((approved_by is not null) and (rejected_by is null) and (ended_by is null))
        when 'rejected' then ((approved_by is null) and (rejected_by is not null) and (ended_by is null))
        when 'ended' then ((approved_by is not null) and (ended_by is not null))
        else false
    end),
      check (valid_to >= valid_from),
      check ((rejected_because is null) or (rejected_by is not null)),
      check (kind in ('agreement', 'delegation')),
      constraint what_its_kind_has check (
    case kind
        when 'agreement' then ((price_list is not null) and (delegate is null))
        else ((delegate is not null) and (accompanying is not null) and (delegate <> organisation_id))
    end),
      primary key (agreement_id),
      foreign key (delegate) references organisations.organisation(organisation_id),
      foreign key (organisation_id) references organisations.organisation(organisation_id),
      foreign key (replaces) references organisations.agreement(agreement_id)
    )`.execute(tx)
  await sql`
    create index organisation_by_business_requested on organisations.organisation (business_requested_at nulls first)`.execute(
    tx,
  )
  await sql`
    create index organisation_by_name on organisations.organisation (lower(name), organisation_id)`.execute(
    tx,
  )
  await sql`
    create index agreement_at_point on organisations.agreement using gin (points)`.execute(tx)
  await sql`
    create index agreement_in_place_of on organisations.agreement (replaces) where (replaces is not null)`.execute(
    tx,
  )
  await sql`
    create index agreement_of_delegate on organisations.agreement (delegate, proposed_at desc, agreement_id) where (delegate is not null)`.execute(
    tx,
  )
  await sql`
    create index agreement_of_organisation on organisations.agreement (organisation_id, proposed_at desc, agreement_id)`.execute(
    tx,
  )
  await sql`
    create index agreement_proposed on organisations.agreement (organisation_id) where (state = 'proposed')`.execute(
    tx,
  )
}
