import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table organisations.organisation
      add column version integer not null default 1`.execute(tx)
  await sql`
    create table organisations.organisation_version (
      organisation_id uuid not null references organisations.organisation,
      version integer not null check (version > 0),
      name text not null,
      units jsonb not null,
      contacts jsonb not null,
      entered_at timestamptz not null,
      entered_by uuid,
      primary key (organisation_id, version)
    )`.execute(tx)
  await sql`
    insert into organisations.organisation_version
      (organisation_id, version, name, units, contacts, entered_at)
    select organisation_id, 1, name, units, contacts, added_at
    from organisations.organisation`.execute(tx)
  await sql`
    create index paper_proposed on organisations.paper (organisation_id)
    where state = 'proposed'`.execute(tx)
}
