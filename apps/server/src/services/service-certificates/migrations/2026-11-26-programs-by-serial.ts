import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A program names its certificate by authority and serial. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index application_of_program_by_serial
    on service_certificates.application ((standing ->> 'serial'), (standing ->> 'issuer'))
    where by_program is not null`.execute(tx)
}
