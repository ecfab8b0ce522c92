import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The role of the advice desk is given, too. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table permissions.role_holder
      drop constraint role_holder_role_check,
      add constraint role_holder_role_check
        check (role in ('caseOfficer', 'auditor', 'caOfficer', 'hotlineAgent', 'adviceDesk')) not valid`.execute(
    tx,
  )
}
