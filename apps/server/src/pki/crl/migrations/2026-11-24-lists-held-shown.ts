import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A release covers what both persons saw: the revocations up to a position. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table status.hold
      add column first_up_to bigint, add column first_revoked bigint,
      add column released_up_to bigint`.execute(tx)
  // Of an agreement before nobody knows what was seen: it is asked for anew. What was released is looked at anew.
  await sql`
    update status.hold set first_person = null, first_at = null
    where released_at is null`.execute(tx)
  await sql`
    update status.hold set first_up_to = position, first_revoked = revoked, released_up_to = position
    where released_at is not null`.execute(tx)
  await sql`
    alter table status.hold
      add check ((first_person is null) = (first_up_to is null)),
      add check ((first_person is null) = (first_revoked is null)),
      add check ((released_at is null) = (released_up_to is null)),
      add check (released_up_to <= first_up_to)`.execute(tx)
}
