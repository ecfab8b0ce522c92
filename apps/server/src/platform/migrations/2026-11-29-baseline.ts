import { sql } from 'kysely'
import type { Tx } from '../db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table platform.outbox (
      kind text not null,
      key text not null,
      payload jsonb not null,
      planned_at timestamptz not null,
      due_at timestamptz not null,
      attempts integer default 0 not null,
      lease uuid,
      leased_until timestamptz,
      done_at timestamptz,
      failed_at timestamptz,
      last_fault text,
      primary key (kind, key)
    )`.execute(tx)
  await sql`
    create index outbox_dead on platform.outbox (failed_at) where (failed_at is not null)`.execute(
    tx,
  )
  await sql`
    create index outbox_due on platform.outbox (due_at) where ((done_at is null) and (failed_at is null))`.execute(
    tx,
  )
}
