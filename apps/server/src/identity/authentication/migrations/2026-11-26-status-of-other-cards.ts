import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * While a session by a card of another trust service lives, its issuer is asked again. Of those from before it is not kept where: they
 * end. An end has its reason, which whoever was in the session is told.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table access.session
      add column status_good_at timestamptz,
      add column ended_because text`.execute(tx)
  await sql`
    update access.session
    set status_good_at = opened_at, ended_at = coalesce(ended_at, now())
    where other_card is not null`.execute(tx)
  await sql`
    alter table access.session
      add constraint session_of_other_card_with_status
      check ((other_card is null) = (status_good_at is null))`.execute(tx)
}
