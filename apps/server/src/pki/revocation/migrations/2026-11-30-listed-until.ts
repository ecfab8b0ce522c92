import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * Entries of certificates that an older system issued stay on CRLs for five years after the revocation
 * (`listedUntil`): the signer does not know when such a certificate ends.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table revocation.revocation disable trigger final`.execute(tx)
  await sql`
    update revocation.revocation
    set not_after = greatest(not_after, revoked_at + interval '1831 days')
    where cause = 'imported'`.execute(tx)
  await sql`alter table revocation.revocation enable trigger final`.execute(tx)
}
