import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * The statement that two case officers sign, with their signatures, sealed. What was checked or approved before has
 * no signatures, and the signer signs nothing for it: both decide again. Accounts and their keys stay, and order
 * again from then on.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table acme.approval add column approval_sealed bytea`.execute(tx)
  await sql`
    update acme.approval
      set state = 'requested',
        standing = (standing - 'checkedBy' - 'checkedAt' - 'approvedBy' - 'approvedAt')
          || '{"state": "requested"}'::jsonb
      where state in ('checked', 'approved')`.execute(tx)
}
