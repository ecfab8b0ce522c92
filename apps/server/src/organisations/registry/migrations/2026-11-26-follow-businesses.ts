import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What the business register said of each organisation when it was asked last. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table organisations.organisation
      add column business_asked_at timestamptz,
      add column has_ceased boolean not null default false`.execute(tx)
  await sql`
    create index organisation_by_business_asked
    on organisations.organisation (business_asked_at nulls first)`.execute(tx)
}
