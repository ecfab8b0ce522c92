import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema crl`.execute(tx)
  await sql`
    create sequence crl.crl_published`.execute(tx)
  await sql`
    create table crl.pause (
      pause_id uuid not null,
      issuer text not null,
      "position" bigint not null,
      noticed_at timestamptz not null,
      revoked bigint not null,
      causes jsonb not null,
      first_person text,
      first_at timestamptz,
      second_person text,
      released_at timestamptz,
      first_up_to bigint,
      first_revoked bigint,
      released_up_to bigint,
      check ((first_person is null) = (first_at is null)),
      check ((second_person is null) = (released_at is null)),
      check ((second_person is null) or (second_person <> first_person)),
      check ((first_person is null) = (first_up_to is null)),
      check ((first_person is null) = (first_revoked is null)),
      check ((released_at is null) = (released_up_to is null)),
      check (released_up_to <= first_up_to),
      primary key (pause_id)
    )`.execute(tx)
  await sql`
    create table crl.lease (
      name text not null,
      holder uuid not null,
      until timestamptz not null,
      primary key (name)
    )`.execute(tx)
  await sql`
    create table crl.crl (
      issuer text not null,
      shard integer,
      number bigint not null,
      published bigint not null,
      "position" bigint not null,
      ending_from timestamptz,
      this_update timestamptz not null,
      next_update timestamptz not null,
      entries bigint not null,
      bytes bigint not null,
      signature bytea not null,
      primary key (issuer, number),
      unique (published)
    )`.execute(tx)
  await sql`
    create table crl.crl_number (
      issuer text not null,
      number bigint not null,
      primary key (issuer)
    )`.execute(tx)
  await sql`
    create unique index pause_open on crl.pause (issuer) where (released_at is null)`.execute(tx)
}
