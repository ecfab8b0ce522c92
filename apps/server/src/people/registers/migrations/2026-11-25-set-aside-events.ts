import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Events of a feed that can't be read: known by their id only, since what is wrong in them may be somebody's. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table registers.set_aside (
      register text not null,
      event_id text not null,
      because text not null check (because in ('malformed-identity-code', 'malformed-event')),
      set_aside_at timestamptz not null,
      primary key (register, event_id)
    )`.execute(tx)
  await sql`
    create index set_aside_newest on registers.set_aside (register, set_aside_at)`.execute(tx)
}
