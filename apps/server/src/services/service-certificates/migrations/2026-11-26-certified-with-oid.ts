import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** An organisation looks up what others were certified with its OIDs. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index application_certified_with_oid
    on service_certificates.application (unit_oid, drafted_at desc, application_id desc)
    where state in ('issued', 'revoked')`.execute(tx)
}
