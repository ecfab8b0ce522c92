import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Sign-ins by the browser’s own dialogue that are under way, and the certificate that the door saw. */
export async function up(tx: Tx): Promise<void> {
  // Of secrets only hashes. A row is deleted by its use: an attempt is answered once.
  await sql`
    create table access.card_door_attempt (
      attempt_hash bytea primary key,
      state_hash bytea not null unique,
      expires_at timestamptz not null,
      code_hash bytea,
      code_expires_at timestamptz,
      certificate bytea
    )`.execute(tx)
  await sql`
    create index card_door_attempt_expired on access.card_door_attempt (expires_at)`.execute(tx)
}
