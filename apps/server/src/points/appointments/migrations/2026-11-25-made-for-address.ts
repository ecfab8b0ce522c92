import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Finds the visits that were booked for an e-mail address, by its keyed hash. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table visits.visit add column email_fingerprint bytea`.execute(tx)
  await sql`
    create index visit_for_address on visits.visit (email_fingerprint, made_at)
    where email_fingerprint is not null`.execute(tx)
}
