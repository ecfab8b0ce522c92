import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The e-mail domains of organisations; ended ones are retained. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema email_domains`.execute(tx)
  await sql`
    create table email_domains.domain (
      domain_id uuid primary key,
      organisation_id uuid not null,
      domain text not null,
      token text not null,
      added_at timestamptz not null,
      proved_at timestamptz,
      ended_at timestamptz,
      check (domain = lower(domain))
    )`.execute(tx)
  await sql`
    create unique index domain_in_use on email_domains.domain (organisation_id, domain)
      where (ended_at is null)`.execute(tx)
}
