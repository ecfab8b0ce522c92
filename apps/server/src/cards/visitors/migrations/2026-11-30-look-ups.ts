import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Who looked whom up, for the limit and the report; erased after a month, as the audit log has each view. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema visitors`.execute(tx)
  await sql`
    create table visitors.look_up (
      look_up_id uuid not null,
      registrar uuid not null,
      point_id uuid not null,
      subject bytea not null,
      looked_up_at timestamptz not null,
      primary key (look_up_id)
    )`.execute(tx)
  await sql`
    create index look_up_of_registrar on visitors.look_up (registrar, looked_up_at)`.execute(tx)
  await sql`create index look_up_in_time on visitors.look_up (looked_up_at)`.execute(tx)
  await sql`
    create table visitors.look_up_limit (
      registrar uuid not null,
      released_at timestamptz,
      refused_at timestamptz,
      primary key (registrar)
    )`.execute(tx)
}
