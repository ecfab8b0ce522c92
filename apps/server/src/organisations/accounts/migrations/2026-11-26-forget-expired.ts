import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  // Expired ones are looked for every minute, and what a person asked for at each look at the own organisations.
  await sql`
    create index invitation_expires on accounts.invitation (expires_at)
    where ended_at is null`.execute(tx)
  await sql`
    create index request_of_person on accounts.request (person_id, asked_at)`.execute(tx)
}
