import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * A user name, which may be somebody's e-mail address, is sealed, and found by a keyed fingerprint. A migration has no key: what
 * lies in clear is found as it is until the jobs process has sealed it.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table access.password
      alter column user_name drop not null,
      add column name_fingerprint bytea unique,
      add column name_sealed bytea,
      add constraint name_once check (
        (user_name is null) = (name_sealed is not null)
        and (name_sealed is null) = (name_fingerprint is null)
      )`.execute(tx)
}
