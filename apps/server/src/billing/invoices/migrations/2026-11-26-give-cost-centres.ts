import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Organisations say which cost centre each of their units has; a charge keeps the one that it was born with. */
export async function up(tx: Tx): Promise<void> {
  // Of the organisation itself where the OID is empty: whatever has none of its own.
  await sql`
    create table fees.cost_centre (
      organisation_id uuid not null,
      unit_oid text not null,
      cost_centre text not null check (length(cost_centre) between 1 and 35),
      changed_at timestamptz not null,
      changed_by uuid not null,
      primary key (organisation_id, unit_oid)
    )`.execute(tx)
  await sql`alter table fees.charge add column cost_centre text`.execute(tx)
}
