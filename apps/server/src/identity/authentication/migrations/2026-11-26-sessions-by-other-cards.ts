import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Cards of other trust services sign people in: issuer, serial number and organisation of such a card stand together. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table access.session
      add column other_card jsonb,
      drop constraint session_by_one_means,
      add constraint session_by_one_means check (
        num_nonnulls(card_id, means, other_card) + by_password::integer = 1
        and num_nonnulls(card_id, issuer, serial) in (0, 3)
        and num_nonnulls(means, level_of_assurance, identified_at) in (0, 3)
      )`.execute(tx)
}
