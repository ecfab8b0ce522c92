import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema employments`.execute(tx)
  await sql`
    create table employments.prepared_order (
      prepared_id uuid not null,
      organisation_id uuid not null,
      identity_fingerprint bytea not null,
      facts_sealed bytea not null,
      state text not null,
      prepared_by uuid not null,
      prepared_at timestamptz not null,
      lapses_at timestamptz not null,
      settled_at timestamptz,
      order_id uuid,
      certificate_sealed bytea,
      certificate_type text,
      certificate_digest text,
      check (lapses_at > prepared_at),
      check (state in ('draft', 'waits', 'used', 'withdrawn', 'lapsed')),
      constraint settled_when_it_waits_no_more check ((state in ('draft', 'waits')) = (settled_at is null)),
      constraint used_by_an_order check ((state = 'used') = (order_id is not null)),
      primary key (prepared_id)
    )`.execute(tx)
  await sql`
    create index prepared_lapses on employments.prepared_order (lapses_at) where (state in ('draft', 'waits'))`.execute(
    tx,
  )
  await sql`
    create index prepared_of_organisation on employments.prepared_order (organisation_id, prepared_at desc, prepared_id desc)`.execute(
    tx,
  )
  await sql`
    create index prepared_settled on employments.prepared_order (settled_at) where (settled_at is not null)`.execute(
    tx,
  )
  await sql`
    create unique index prepared_waits_for on employments.prepared_order (identity_fingerprint, organisation_id) where (state in ('draft', 'waits'))`.execute(
    tx,
  )
}
