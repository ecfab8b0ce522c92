import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema appointments`.execute(tx)
  await sql`
    create table appointments.visit (
      visit_id uuid not null,
      point_id uuid not null,
      state text not null,
      is_walk_in boolean not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      services jsonb not null,
      is_own_staff boolean not null,
      fee_cents integer not null,
      language text not null,
      moves integer not null,
      personal bytea,
      secret_hash bytea,
      arrived_at timestamptz,
      called_at timestamptz,
      called_by uuid,
      ended_at timestamptz,
      created_at timestamptz not null,
      email_fingerprint bytea,
      fees jsonb default '[]'::jsonb not null,
      payer jsonb,
      constraint paid_once_served check ((payer is null) or (state = 'served')),
      check (ends_at > starts_at),
      check (fee_cents >= 0),
      check (state in ('booked', 'waiting', 'called', 'served', 'missed', 'cancelled')),
      primary key (visit_id),
      unique (secret_hash)
    )`.execute(tx)
  await sql`
    create index visit_for_address on appointments.visit (email_fingerprint, created_at) where (email_fingerprint is not null)`.execute(
    tx,
  )
  await sql`
    create index visit_in_time on appointments.visit (starts_at) include (arrived_at, called_at) where (called_at is not null)`.execute(
    tx,
  )
  await sql`
    create index visit_of_point on appointments.visit (point_id, starts_at)`.execute(tx)
}
