import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Registration points ask who pays for their visits now. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index charge_of_visit on fees.charge (visit_id) where visit_id is not null`.execute(tx)
}
