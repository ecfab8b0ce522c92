import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`alter table service_certificates.application add column by_program jsonb`.execute(tx)
  // What programs order must not lie between the lines of what people applied for.
  await sql`
    create index application_by_hand
    on service_certificates.application (organisation_id, drafted_at desc, application_id desc)
    where by_program is null`.execute(tx)
}
