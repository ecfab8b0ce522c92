import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create sequence people.subject_serial maxvalue 999999999`.execute(tx)
  await sql`alter table people.person add column subject_number text unique`.execute(tx)
}
