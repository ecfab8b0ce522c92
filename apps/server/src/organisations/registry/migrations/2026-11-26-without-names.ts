import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * Names, addresses and telephone numbers of an organisation's people are sealed. A migration has no key: what lies in clear is read
 * as it is until the jobs process has sealed it. Contacts stand with their version alone, which each organisation has.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table organisations.organisation drop column contacts`.execute(tx)
  await sql`
    alter table organisations.organisation_version
      alter column contacts drop not null,
      add column contacts_sealed bytea,
      add constraint contacts_once check ((contacts is null) = (contacts_sealed is not null))`.execute(
    tx,
  )
  await sql`
    create index version_in_clear on organisations.organisation_version (organisation_id, version)
    where contacts is not null`.execute(tx)
  await sql`alter table organisations.paper add column people_sealed bytea`.execute(tx)
  await sql`
    create index paper_in_clear on organisations.paper (paper_id)
    where authorised is not null and people_sealed is null`.execute(tx)
}
