import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What stands in a directory of a holder is read by the holder. */
export async function up(tx: Tx): Promise<void> {
  await sql`create index certificate_of_holder on certificates.certificate (holder)`.execute(tx)
}
