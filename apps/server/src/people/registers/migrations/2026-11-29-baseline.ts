import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema registers`.execute(tx)
  await sql`
    create table registers.code_copy (
      copy_id bigint not null,
      taken_at timestamptz not null,
      entries integer not null,
      added integer not null,
      changed integer not null,
      removed integer not null,
      left_out jsonb,
      primary key (copy_id)
    )`.execute(tx)
  await sql`
    create table registers.coded_organisation (
      code_list text not null,
      oid text not null,
      from_copy bigint not null,
      until_copy bigint,
      business_id text,
      entry jsonb not null,
      check (code_list in ('organisations', 'self-employed')),
      primary key (code_list, oid, from_copy),
      foreign key (from_copy) references registers.code_copy(copy_id),
      foreign key (until_copy) references registers.code_copy(copy_id)
    )`.execute(tx)
  await sql`
    create table registers.kanta_intermediary (
      code_list text not null,
      oid text not null,
      from_copy bigint not null,
      until_copy bigint,
      business_id text,
      entry jsonb not null,
      check (code_list = 'kanta-intermediaries'),
      primary key (oid, from_copy),
      foreign key (from_copy) references registers.code_copy(copy_id),
      foreign key (until_copy) references registers.code_copy(copy_id)
    )`.execute(tx)
  await sql`
    alter table registers.code_copy alter column copy_id add generated always as identity`.execute(
    tx,
  )
  await sql`
    create index coded_organisation_from on registers.coded_organisation (from_copy, oid)`.execute(
    tx,
  )
  await sql`
    create unique index coded_organisation_now on registers.coded_organisation (code_list, oid) where (until_copy is null)`.execute(
    tx,
  )
  await sql`
    create index coded_organisation_of_business on registers.coded_organisation (business_id, oid) where (until_copy is null)`.execute(
    tx,
  )
  await sql`
    create index coded_organisation_of_oid on registers.coded_organisation (oid, from_copy)`.execute(
    tx,
  )
  await sql`
    create index coded_organisation_runs_out on registers.coded_organisation (((entry ->> 'validTo')), oid) where ((until_copy is null) and ((entry ->> 'validTo') is not null))`.execute(
    tx,
  )
  await sql`
    create index coded_organisation_until on registers.coded_organisation (until_copy, oid) where (until_copy is not null)`.execute(
    tx,
  )
  await sql`
    create unique index kanta_intermediary_now on registers.kanta_intermediary (oid) where (until_copy is null)`.execute(
    tx,
  )
}
