import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** An organisation lists the cards of its people. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index card_of_employer on cards.card
      ((says -> 'employer' ->> 'organisationId'), ordered_at desc, card_id desc)
      where (says -> 'employer' ->> 'organisationId') is not null`.execute(tx)
}
