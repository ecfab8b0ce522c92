import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema people`.execute(tx)
  await sql`
    create table people.person (
      person_id uuid primary key,
      identity_code_fingerprint bytea not null unique,
      identity_code_sealed bytea not null,
      given_names text not null,
      surname text not null,
      language text not null check (language in ('fi', 'sv', 'en')),
      non_disclosure boolean not null,
      address jsonb,
      remembered_at timestamptz not null,
      confirmed_at timestamptz not null,
      constraint no_address_under_non_disclosure check (not (non_disclosure and address is not null))
    )`.execute(tx)
}
