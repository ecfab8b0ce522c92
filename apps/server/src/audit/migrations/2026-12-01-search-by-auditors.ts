import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What an auditor searches by: an organisation, a certificate, and everything but access records. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index entry_of_organisation on audit.entry ((facts ->> 'organisationId'), at)
    where (facts ->> 'organisationId') is not null`.execute(tx)
  await sql`
    create index entry_of_certificate on audit.entry ((facts ->> 'serial'), at)
    where (facts ->> 'serial') is not null`.execute(tx)
  await sql`
    create index entry_without_access on audit.entry (at, arrived)
    where type !~ '(Viewed|Listed|Downloaded|Exported|Fetched|Searched|Sought|LookedUp|VisitorFound)$'`.execute(
    tx,
  )
}
