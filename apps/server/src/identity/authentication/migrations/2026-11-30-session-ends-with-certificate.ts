import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The end of the certificate that signed in; null for a sign-in without one, and in sessions begun before. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table authentication.session add column certificate_ends_at timestamptz`.execute(tx)
}
