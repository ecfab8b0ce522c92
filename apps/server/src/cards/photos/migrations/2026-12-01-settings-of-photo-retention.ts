import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Which version of the setting decided how long an order retains its photo; earlier orders: the shipped one. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table photos.photo_use add column retention_settings jsonb not null default '{}'`.execute(
    tx,
  )
}
