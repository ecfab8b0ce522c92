import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A standing DNS record (draft-ietf-acme-dns-persist) is one more way to prove control of a name. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table acme.name_authorization
      drop constraint if exists name_authorization_challenge_check`.execute(tx)
  await sql`
    alter table acme.name_authorization
      add constraint name_authorization_challenge_check
      check (challenge in ('http-01', 'dns-01', 'tls-alpn-01', 'dns-persist-01'))`.execute(tx)
}
