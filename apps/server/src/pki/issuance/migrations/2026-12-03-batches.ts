import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * Batches of programs, by the key that each came with, and of each row that arrived its key and what it was: the same
 * key never names two batches. Forgotten after a day.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table issuance.batch (
      client_id uuid not null,
      key text not null,
      id uuid not null unique,
      expires_at timestamptz not null,
      completed_at timestamptz,
      primary key (client_id, key)
    )`.execute(tx)
  await sql`create index batch_expiry on issuance.batch (expires_at)`.execute(tx)
  await sql`
    create table issuance.batch_row (
      batch_id uuid not null,
      key text not null,
      digest bytea not null check (octet_length(digest) = 32),
      primary key (batch_id, key)
    )`.execute(tx)
}
