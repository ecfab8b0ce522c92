import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * The version of the master key of a try's admin key, with which the signer wipes what the try has left; absent
 * in earlier tries and where no key was written to the chip.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table production.production_try add column admin_key_version integer`.execute(tx)
}
