import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Programs that may ask for certificates. One certificate of TLS is one client while it is not ended. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table certificates.client (
      client_id uuid primary key,
      name text not null,
      fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
      rules jsonb not null,
      registered_at timestamptz not null,
      ended_at timestamptz
    )`.execute(tx)
  await sql`
    create unique index client_of_fingerprint on certificates.client (fingerprint)
    where ended_at is null`.execute(tx)
  await sql`alter table certificates.certificate add column client_id uuid`.execute(tx)
}
