import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  // Of the secret that the browser holds only the hash. A row is deleted by its use: an attempt is answered once.
  await sql`
    create table access.suomi_fi_attempt (
      attempt_hash bytea primary key,
      redirect_uri text not null,
      expires_at timestamptz not null
    )`.execute(tx)
  await sql`
    create index suomi_fi_attempt_expired on access.suomi_fi_attempt (expires_at)`.execute(tx)
}
