import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema bootstrap`.execute(tx)
  await sql`
    create table bootstrap.progress (
      only_one boolean default true not null,
      registrar uuid not null,
      case_officer uuid not null,
      registrar_card uuid not null,
      case_officer_card uuid not null,
      begun_at timestamptz not null,
      finished_at timestamptz,
      check (case_officer <> registrar),
      check (only_one),
      primary key (only_one)
    )`.execute(tx)
}
