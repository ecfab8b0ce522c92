import { sql } from 'kysely'
import type { Tx } from '../db.ts'

/** The first responses of requests that create something, for their repetitions. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table platform.idempotency_key (
      id bytea primary key,
      request bytea not null,
      lease uuid not null,
      leased_until timestamptz not null,
      response bytea,
      expires_at timestamptz not null
    )`.execute(tx)
  await sql`
    create index idempotency_key_expired on platform.idempotency_key (expires_at)`.execute(tx)
}
