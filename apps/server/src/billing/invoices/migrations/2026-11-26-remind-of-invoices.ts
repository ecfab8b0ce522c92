import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Keepers of registration points remind whoever has not paid. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table fees.invoice
      add column reminded_at timestamptz,
      add constraint keepers_remind
        check (reminded_at is null or (kind = 'invoice' and seller_id <> 'service'))`.execute(tx)
}
