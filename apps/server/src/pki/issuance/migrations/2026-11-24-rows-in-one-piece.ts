import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * A row with its certificate is longer than the two kilobytes from which PostgreSQL compresses values and puts them
 * elsewhere (§ 65.2). Keys and signatures don't compress: a fifth of the database's work for a certificate was for nothing.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table certificates.certificate set (toast_tuple_target = 8160)`.execute(tx)
}
