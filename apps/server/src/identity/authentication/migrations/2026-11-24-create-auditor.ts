import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`
    create table access.auditor (
      person_id uuid primary key,
      appointed_at timestamptz not null
    )`.execute(tx)
}
