import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** How far the audit log was forwarded to each destination of the SIEM. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table audit.forwarded (
      destination text not null,
      "position" bigint not null,
      at timestamptz not null,
      primary key (destination)
    )`.execute(tx)
}
