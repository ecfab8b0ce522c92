import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What names people is erased when its retention ends (R490). */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table payments.entry add column is_erased boolean not null default false`.execute(tx)
  await sql`alter table payments.decision alter column reason_sealed drop not null`.execute(tx)
  await sql`
    create index entry_with_names on payments.entry (imported_at, entry_id)
    where (left_cents = 0) and not is_erased`.execute(tx)
}
