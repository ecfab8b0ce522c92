import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What limits appointments of strangers; rows from before are confirmed, and known by no number or network. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table appointments.visit
      add column held_until timestamptz,
      add column is_confirmed boolean not null default false,
      add column phone_fingerprint bytea,
      add column network_fingerprint bytea`.execute(tx)
  await sql`
    create index visit_for_phone on appointments.visit (phone_fingerprint, created_at) where (phone_fingerprint is not null)`.execute(
    tx,
  )
  await sql`
    create index visit_for_network on appointments.visit (network_fingerprint, created_at) where (network_fingerprint is not null)`.execute(
    tx,
  )
}
