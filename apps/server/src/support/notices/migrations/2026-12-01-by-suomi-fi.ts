import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A notice that no e-mail reached can go by Suomi.fi Messages. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table notices.notice
      drop constraint notice_state_check,
      add constraint notice_state_check check (
        state in ('planned', 'sent', 'by-suomi-fi', 'refused', 'no-address', 'not-wanted'))`.execute(
    tx,
  )
}
