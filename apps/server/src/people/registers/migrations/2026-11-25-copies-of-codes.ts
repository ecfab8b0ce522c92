import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Daily copies of the code service. An entry stands as long as it is the same: only what changes costs a row. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema registers`.execute(tx)
  await sql`
    create table registers.code_copy (
      copy_id bigint generated always as identity primary key,
      taken_at timestamptz not null,
      entries integer not null,
      added integer not null,
      changed integer not null,
      removed integer not null
    )`.execute(tx)
  await sql`
    create table registers.coded_organisation (
      code_list text not null check (code_list in ('organisations', 'self-employed')),
      oid text not null,
      from_copy bigint not null references registers.code_copy,
      until_copy bigint references registers.code_copy,
      business_id text,
      entry jsonb not null,
      primary key (code_list, oid, from_copy)
    )`.execute(tx)
  await sql`
    create unique index coded_organisation_now on registers.coded_organisation (code_list, oid)
    where until_copy is null`.execute(tx)
  await sql`
    create index coded_organisation_of_oid on registers.coded_organisation (oid, from_copy)`.execute(
    tx,
  )
  await sql`
    create index coded_organisation_of_business on registers.coded_organisation (business_id, oid)
    where until_copy is null`.execute(tx)
}
