import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Ends of employments as they were reported, also those whose last day has not come. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table employments.reported_end (
      end_id uuid not null,
      organisation_id uuid not null,
      identity_fingerprint bytea not null,
      facts_sealed bytea not null,
      state text not null,
      last_day date not null,
      due_at timestamptz not null,
      reported_at timestamptz not null,
      settled_at timestamptz,
      check (state in ('planned', 'ended', 'withdrawn')),
      constraint settled_when_not_planned check ((state = 'planned') = (settled_at is null)),
      primary key (end_id)
    )`.execute(tx)
  await sql`
    create unique index end_planned_of on employments.reported_end (identity_fingerprint, organisation_id)
      where state = 'planned'`.execute(tx)
  await sql`
    create index end_reported_of on employments.reported_end (identity_fingerprint, organisation_id)`.execute(
    tx,
  )
  await sql`
    create index end_of_organisation on employments.reported_end (organisation_id, reported_at desc, end_id desc)`.execute(
    tx,
  )
  await sql`
    create index end_due on employments.reported_end (due_at, end_id) where state = 'planned'`.execute(
    tx,
  )
  await sql`
    create index end_settled on employments.reported_end (settled_at) where settled_at is not null`.execute(
    tx,
  )
}
