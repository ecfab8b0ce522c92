import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What each service of a visit costs, for the invoice of whoever pays; and who does, where it is an organisation. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table visits.visit
      add column fees jsonb not null default '[]',
      add column payer jsonb,
      add constraint paid_once_served check (payer is null or state = 'served')`.execute(tx)
}
