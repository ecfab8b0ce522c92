import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** What was done for an organisation, in the order in which its members read it: without access records. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index entry_done_for_organisation on audit.entry ((facts ->> 'organisationId'), at, entry_id)
    where (facts ->> 'organisationId') is not null
      and type !~ '(Viewed|Listed|Downloaded|Exported|Fetched|Searched|Sought|LookedUp|VisitorFound)$'`.execute(
    tx,
  )
}
