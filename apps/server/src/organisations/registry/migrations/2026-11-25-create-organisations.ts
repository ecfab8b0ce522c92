import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema organisations`.execute(tx)
  await sql`create sequence organisations.customer_number maxvalue 9999999`.execute(tx)
  await sql`
    create table organisations.organisation (
      organisation_id uuid primary key,
      customer_number text not null unique,
      business_id text not null unique,
      oid text not null unique,
      name text not null,
      kind text not null check (kind in ('provider', 'pharmacy', 'other-body')),
      units jsonb not null,
      contacts jsonb not null,
      added_at timestamptz not null
    )`.execute(tx)
  await sql`
    create index organisation_by_name on organisations.organisation (lower(name), organisation_id)
  `.execute(tx)
  await sql`
    create table organisations.paper (
      paper_id uuid primary key,
      organisation_id uuid not null references organisations.organisation,
      kind text not null check (kind in ('agreement', 'authorisation')),
      state text not null,
      products text[] not null,
      points text[] not null,
      valid_from date not null,
      valid_to date check (valid_to >= valid_from),
      units text[],
      price_list text,
      authorised uuid references organisations.organisation,
      accompanying jsonb,
      proposed_by uuid not null,
      proposed_at timestamptz not null,
      approved_by uuid,
      approved_at timestamptz,
      rejected_by uuid,
      rejected_at timestamptz,
      ended_by uuid,
      ended_at timestamptz,
      constraint approved_by_another check (approved_by <> proposed_by),
      constraint what_its_kind_has check (
        case kind
          when 'agreement' then price_list is not null and authorised is null
          else authorised is not null and accompanying is not null and authorised <> organisation_id
        end
      ),
      constraint only_what_is_true_in_the_state check (
        case state
          when 'proposed' then approved_by is null and rejected_by is null and ended_by is null
          when 'approved' then approved_by is not null and rejected_by is null and ended_by is null
          when 'rejected' then approved_by is null and rejected_by is not null and ended_by is null
          when 'ended' then approved_by is not null and ended_by is not null
          else false
        end
      )
    )`.execute(tx)
  await sql`
    create index paper_of_organisation
    on organisations.paper (organisation_id, proposed_at desc, paper_id)`.execute(tx)
  await sql`create index paper_at_point on organisations.paper using gin (points)`.execute(tx)
}
