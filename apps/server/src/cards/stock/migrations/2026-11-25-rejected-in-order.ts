import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Those rejected last are shown. */
export async function up(tx: Tx): Promise<void> {
  await sql`create index blank_rejected on blanks.blank (since) where state = 'rejected'`.execute(
    tx,
  )
}
