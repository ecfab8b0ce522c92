import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema revocation`.execute(tx)
  await sql`
    create sequence revocation.revocation_position`.execute(tx)
  await sql`
    create table revocation.entry_block (
      issuer text not null,
      shard integer,
      after bigint not null,
      last bigint not null,
      count bigint not null,
      bytes bigint not null,
      ending_from timestamptz not null,
      earliest_end timestamptz not null,
      entries bytea not null,
      constraint entry_block_issuer_shard_last_key unique nulls not distinct (issuer, shard, last)
    )`.execute(tx)
  await sql`
    create table revocation.revocation (
      "position" bigint not null,
      issuer text not null,
      serial text not null,
      reason text not null,
      cause text not null,
      revoked_at timestamptz not null,
      not_after timestamptz not null,
      shard integer,
      entry bytea not null,
      recorded_at timestamptz not null,
      unique (issuer, serial),
      primary key ("position")
    )`.execute(tx)
  await sql`
    create function revocation.refuse_change() RETURNS trigger
        LANGUAGE plpgsql
        AS $$ begin raise exception 'a revocation is final'; end $$`.execute(tx)
  await sql`
    alter table only revocation.entry_block alter column entries set storage external`.execute(tx)
  await sql`
    alter table only revocation.revocation alter column entry set storage external`.execute(tx)
  await sql`
    create index revocation_of_issuer on revocation.revocation (issuer, "position")`.execute(tx)
  await sql`
    create index revocation_of_shard on revocation.revocation (issuer, shard, "position") where (shard is not null)`.execute(
    tx,
  )
  await sql`
    create index revocation_recorded on revocation.revocation (recorded_at)`.execute(tx)
  await sql`
    create trigger final before delete or update or truncate on revocation.revocation for each statement execute function revocation.refuse_change()`.execute(
    tx,
  )
}
