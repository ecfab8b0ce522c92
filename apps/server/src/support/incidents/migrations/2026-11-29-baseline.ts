import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema incidents`.execute(tx)
  await sql`
    create table incidents.incident (
      incident_id uuid not null,
      began_at timestamptz not null,
      ended_at timestamptz,
      title jsonb not null,
      check (ended_at >= began_at),
      primary key (incident_id)
    )`.execute(tx)
  await sql`
    create table incidents.update (
      update_id uuid not null,
      incident_id uuid not null,
      "position" integer not null,
      at timestamptz not null,
      text jsonb not null,
      constraint update_incident_id_position_key unique (incident_id, "position"),
      primary key (update_id),
      foreign key (incident_id) references incidents.incident(incident_id)
    )`.execute(tx)
  await sql`
    create index incident_by_time on incidents.incident (began_at desc, incident_id desc)`.execute(
    tx,
  )
  await sql`
    create index incident_open on incidents.incident (began_at) where (ended_at is null)`.execute(
    tx,
  )
}
