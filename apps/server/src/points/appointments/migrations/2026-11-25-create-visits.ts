import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema visits`.execute(tx)
  await sql`
    create table visits.visit (
      visit_id uuid primary key,
      point_id uuid not null,
      state text not null
        check (state in ('booked', 'waiting', 'called', 'served', 'missed', 'cancelled')),
      is_walk_in boolean not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null check (ends_at > starts_at),
      services jsonb not null,
      is_own_staff boolean not null,
      fee_cents integer not null check (fee_cents >= 0),
      language text not null,
      moves integer not null,
      personal bytea,
      secret_hash bytea unique,
      arrived_at timestamptz,
      called_at timestamptz,
      called_by uuid,
      ended_at timestamptz,
      made_at timestamptz not null
    )`.execute(tx)
  await sql`create index visit_of_point on visits.visit (point_id, starts_at)`.execute(tx)
}
