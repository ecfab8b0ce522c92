import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * When a revocation was written down, whatever time it states: an import may state any. The brake and the figures of the
 * last day count by it. Of the older ones only the stated time is known.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table revocation.revocation add column recorded_at timestamptz`.execute(tx)
  await sql`alter table revocation.revocation disable trigger final`.execute(tx)
  await sql`update revocation.revocation set recorded_at = revoked_at`.execute(tx)
  await sql`alter table revocation.revocation enable trigger final`.execute(tx)
  await sql`alter table revocation.revocation alter column recorded_at set not null`.execute(tx)
  await sql`drop index revocation.revocation_when`.execute(tx)
  await sql`create index revocation_recorded on revocation.revocation (recorded_at)`.execute(tx)
}
