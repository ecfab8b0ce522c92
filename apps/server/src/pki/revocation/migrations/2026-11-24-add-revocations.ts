import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema revocation`.execute(tx)
  await sql`create sequence revocation.revocation_position`.execute(tx)
  await sql`
    create table revocation.revocation (
      position bigint primary key,
      issuer text not null,
      serial text not null,
      reason text not null,
      cause text not null,
      revoked_at timestamptz not null,
      not_after timestamptz not null,
      unique (issuer, serial)
    )`.execute(tx)
  // A revocation is final: not even a fault of ours takes one back.
  await sql`
    create function revocation.refuse_change() returns trigger language plpgsql as
    $$ begin raise exception 'a revocation is final'; end $$`.execute(tx)
  await sql`
    create trigger final before update or delete or truncate on revocation.revocation
    for each statement execute function revocation.refuse_change()`.execute(tx)
}
