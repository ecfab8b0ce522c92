import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What the office has answered and nobody of the organisation has gone on with, however many threads there were. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index thread_waits_for_organisation
    on threads.thread (organisation_id, opened_at desc, thread_id desc)
    where state = 'answered' and organisation_id is not null`.execute(tx)
}
