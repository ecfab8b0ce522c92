import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Whoever is signed in sees where. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index session_of_person on access.session (person_id, opened_at desc)
    where ended_at is null`.execute(tx)
}
