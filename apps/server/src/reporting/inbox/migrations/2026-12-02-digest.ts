import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Who wants the digest by e-mail, and the days on which digests were planned. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table inbox.digest (
      officer uuid not null,
      wanted_since timestamptz not null,
      primary key (officer)
    )`.execute(tx)
  await sql`
    create table inbox.digest_day (
      day date not null,
      planned_at timestamptz not null,
      primary key (day)
    )`.execute(tx)
}
