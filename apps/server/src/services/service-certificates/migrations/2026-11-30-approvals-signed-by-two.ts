import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * The statement that two case officers sign, with their signatures, sealed. What was checked before has no
 * signature: it is checked again. What was approved and not issued is returned by the job that would issue it.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table service_certificates.application add column approval_sealed bytea`.execute(
    tx,
  )
  await sql`
    update service_certificates.application
      set state = 'sent',
        standing = (standing - 'checkedBy' - 'checkedAt') || '{"state": "sent"}'::jsonb
      where state = 'checked'`.execute(tx)
}
