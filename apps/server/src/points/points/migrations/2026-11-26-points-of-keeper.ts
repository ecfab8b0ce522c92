import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`
    create index point_of_keeper on registration.point ((details->>'keeperBusinessId'))
    where details->>'keeperBusinessId' is not null`.execute(tx)
}
