import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Organisations read what was charged to them in a period. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index charge_of_organisation_by_day
    on fees.charge (organisation_id, acted_on, charge_id)`.execute(tx)
}
