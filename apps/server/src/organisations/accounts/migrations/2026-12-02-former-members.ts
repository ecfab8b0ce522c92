import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Who acts or once acted for an organisation: `member_of_account` has only those who act for it now. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index member_ever on accounts.member (organisation_id)`.execute(tx)
}
