import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What is to be completed and sent, however many applications there were. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index application_waits_for_organisation
    on service_certificates.application (organisation_id, drafted_at desc, application_id desc)
    where state in ('draft', 'returned') and by_program is null`.execute(tx)
}
