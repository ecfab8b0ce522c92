import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema status`.execute(tx)
  // A number is taken before anything is signed with it, so that none is ever used twice.
  await sql`
    create table status.list (
      issuer text not null,
      number bigint not null,
      position bigint not null,
      this_update timestamptz not null,
      next_update timestamptz not null,
      entries integer not null,
      der bytea,
      primary key (issuer, number)
    )`.execute(tx)
}
