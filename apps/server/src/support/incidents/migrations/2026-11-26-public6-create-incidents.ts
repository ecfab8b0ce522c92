import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema incidents`.execute(tx)
  await sql`
    create table incidents.incident (
      incident_id uuid primary key,
      began_at timestamptz not null,
      ended_at timestamptz,
      title jsonb not null,
      check (ended_at >= began_at)
    )`.execute(tx)
  await sql`
    create index incident_by_time
    on incidents.incident (began_at desc, incident_id desc)`.execute(tx)
  await sql`
    create index incident_open
    on incidents.incident (began_at) where ended_at is null`.execute(tx)
  await sql`
    create table incidents.update (
      update_id uuid primary key,
      incident_id uuid not null references incidents.incident,
      position int not null,
      at timestamptz not null,
      text jsonb not null,
      unique (incident_id, position)
    )`.execute(tx)
}
