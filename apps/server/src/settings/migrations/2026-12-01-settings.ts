import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Changes of settings; the shipped values are in the registry (libs/api/src/settings.ts), not here. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema settings`.execute(tx)
  await sql`
    create table settings.dated_change (
      change_id uuid primary key,
      kind text not null,
      begins_on date not null,
      content jsonb not null,
      proposed_by uuid not null,
      proposed_at timestamptz not null,
      decision text check (decision in ('approved', 'rejected')),
      decided_by uuid,
      decided_at timestamptz,
      check ((decision is null) = (decided_by is null)),
      check ((decided_by is null) = (decided_at is null)),
      check (decision <> 'approved' or decided_by <> proposed_by)
    )`.execute(tx)
  await sql`
    create unique index dated_change_open on settings.dated_change (kind, begins_on)
      where (decision is null)`.execute(tx)
}
