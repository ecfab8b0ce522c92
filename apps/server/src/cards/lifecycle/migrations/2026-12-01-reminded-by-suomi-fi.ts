import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A holder whom no mail reached can be reminded by Suomi.fi Messages. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table lifecycle.uncollected
      drop constraint uncollected_last_reminded_by_check,
      add constraint uncollected_last_reminded_by_check check (
        last_reminded_by in ('mail', 'phone', 'letter', 'suomi-fi'))`.execute(tx)
}
