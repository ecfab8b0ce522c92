import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** An invoice of a keeper is disputed with the keeper: what both wrote stands here, sealed, and in no thread with the office. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table fees.dispute
    add column told_sealed bytea,
    add column answer_sealed bytea`.execute(tx)
}
