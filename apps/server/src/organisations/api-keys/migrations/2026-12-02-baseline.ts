import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** API keys of organisations; revoked ones are retained. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema api_keys`.execute(tx)
  await sql`
    create table api_keys.key (
      key_id uuid primary key,
      organisation_id uuid not null,
      name text not null,
      scopes jsonb not null,
      digest bytea not null unique,
      created_at timestamptz not null,
      last_day date not null,
      last_used_at timestamptz,
      revoked_at timestamptz
    )`.execute(tx)
  await sql`
    create index key_of_organisation on api_keys.key (organisation_id, created_at desc, key_id desc)`.execute(
    tx,
  )
}
