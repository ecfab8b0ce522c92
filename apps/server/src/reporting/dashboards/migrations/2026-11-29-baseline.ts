import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema dashboards`.execute(tx)
  await sql`
    create table dashboards.refusals (
      day date not null,
      operation text not null,
      reason text not null,
      count integer not null,
      primary key (day, operation, reason)
    )`.execute(tx)
  await sql`
    create table dashboards.ocsp_load (
      hour timestamptz not null,
      responses bigint not null,
      check (responses >= 0),
      primary key (hour)
    )`.execute(tx)
}
