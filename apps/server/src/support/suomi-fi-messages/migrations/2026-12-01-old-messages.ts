import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** To find the messages that are erased. */
export async function up(tx: Tx): Promise<void> {
  await sql`create index message_oldest_state on suomi_fi_messages.message (state_at)`.execute(tx)
}
