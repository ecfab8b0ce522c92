import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Until now every card was a professional's. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    update cards.card set says = says || '{"product": "professional-card"}'
    where not says ? 'product'`.execute(tx)
  await sql`alter table cards.card add check (says ? 'product')`.execute(tx)
}
