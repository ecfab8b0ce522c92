import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Status nodes read what was issued, all at their start and what is new from then on. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index certificate_issued on certificates.certificate (settled_at, serial)
    where state = 'issued'`.execute(tx)
}
