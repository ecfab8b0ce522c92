import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What was prepared after a sign-in by password is a draft, which the desk does not find. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table employments.prepared_order
      drop constraint prepared_order_state_check,
      add constraint prepared_order_state_check
        check (state in ('draft', 'waits', 'used', 'withdrawn', 'lapsed')),
      drop constraint settled_when_it_waits_no_more,
      add constraint settled_when_it_waits_no_more
        check ((state in ('draft', 'waits')) = (settled_at is null))`.execute(tx)
  await sql`drop index employments.prepared_waits_for`.execute(tx)
  await sql`
    create unique index prepared_waits_for
    on employments.prepared_order (identity_fingerprint, organisation_id)
    where state in ('draft', 'waits')`.execute(tx)
  await sql`drop index employments.prepared_lapses`.execute(tx)
  await sql`
    create index prepared_lapses on employments.prepared_order (lapses_at)
    where state in ('draft', 'waits')`.execute(tx)
}
