import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Papers that their organisation signed in the e-service, and changes of an agreement. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table organisations.paper
      add column is_signed boolean not null default false,
      add column replaces uuid references organisations.paper`.execute(tx)
  await sql`
    create index paper_of_authorised
    on organisations.paper (authorised, proposed_at desc, paper_id)
    where authorised is not null`.execute(tx)
}
