import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What a copy brought, ended or let run out is found by itself, however much of it stayed as it was. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index coded_organisation_from on registers.coded_organisation (from_copy, oid)`.execute(
    tx,
  )
  await sql`
    create index coded_organisation_until on registers.coded_organisation (until_copy, oid)
    where until_copy is not null`.execute(tx)
  await sql`
    create index coded_organisation_runs_out
    on registers.coded_organisation ((entry ->> 'validTo'), oid)
    where until_copy is null and entry ->> 'validTo' is not null`.execute(tx)
}
