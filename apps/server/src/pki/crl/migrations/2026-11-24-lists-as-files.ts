import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * A list is kept as what makes it: which revocations it holds, its times, its number and its signature. Each status node
 * writes the octets from the revocations, which never change, into a file of its own.
 */
export async function up(tx: Tx): Promise<void> {
  // Numbers must go on rising: the signer remembers the last of each issuer.
  await sql`
    create table status.list_number (issuer text primary key, number bigint not null)`.execute(tx)
  await sql`
    insert into status.list_number
    select issuer, max(number) from status.list group by issuer`.execute(tx)
  await sql`drop table status.list`.execute(tx)
  await sql`create sequence status.list_published`.execute(tx)
  await sql`
    create table status.list (
      issuer text not null,
      shard integer,
      number bigint not null,
      published bigint not null unique,
      position bigint not null,
      ending_from timestamptz,
      this_update timestamptz not null,
      next_update timestamptz not null,
      entries bigint not null,
      octets bigint not null,
      signature bytea not null,
      primary key (issuer, number)
    )`.execute(tx)
  // Whoever holds it makes the lists; by the database's clock, which nobody moves.
  await sql`
    create table status.lease (
      name text primary key,
      holder uuid not null,
      until timestamptz not null
    )`.execute(tx)
}
