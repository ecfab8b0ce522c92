import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Members may have the roles of finance and of a reader, too. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table accounts.member
      drop constraint member_role_check,
      add constraint member_role_check
        check (role in ('signatory', 'administrator', 'contact', 'finance', 'reader')) not valid`.execute(
    tx,
  )
  await sql`
    alter table accounts.invitation
      drop constraint invitation_role_check,
      add constraint invitation_role_check
        check (role in ('administrator', 'contact', 'finance', 'reader')) not valid`.execute(tx)
}
