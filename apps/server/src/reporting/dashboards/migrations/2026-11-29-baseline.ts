import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema dashboards`.execute(tx)
  await sql`
    create table dashboards.refusals (
      day date not null,
      deed text not null,
      reason text not null,
      count integer not null,
      primary key (day, deed, reason)
    )`.execute(tx)
  await sql`
    create table dashboards.status_load (
      hour timestamptz not null,
      answers bigint not null,
      check (answers >= 0),
      primary key (hour)
    )`.execute(tx)
}
