import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema overview`.execute(tx)
  await sql`
    create table overview.status_load (
      hour timestamptz primary key,
      answers bigint not null check (answers >= 0)
    )`.execute(tx)
}
