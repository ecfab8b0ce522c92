import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What holds now, the newest decision first; of all organisations, of one, or of one unit. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index approval_in_force
    on acme.approval (((standing->>'approvedAt')::bigint) desc, approval_id desc)
    where state = 'approved'`.execute(tx)
  await sql`
    create index approval_in_force_of_unit on acme.approval (unit_oid) where state = 'approved'
  `.execute(tx)
}
