import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What was found when the signer's memory was compared with the records (`compare-with-signer.ts`). */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table revocation.compared_signing_log (
      single boolean primary key default true check (single),
      "position" bigint not null
    )`.execute(tx)
  await sql`insert into revocation.compared_signing_log values (true, 0)`.execute(tx)
  await sql`
    create table revocation.unrecorded_certificate (
      issuer text not null,
      serial text not null,
      kind text not null,
      found_at timestamptz not null,
      primary key (issuer, serial)
    )`.execute(tx)
  await sql`
    create table revocation.signer_decision (
      digest text primary key,
      recorded_at timestamptz not null
    )`.execute(tx)
}
