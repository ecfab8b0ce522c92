import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Users of employers' directories; deleted ones until they are erased. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema scim`.execute(tx)
  await sql`
    create table scim.directory_user (
      user_id uuid primary key,
      organisation_id uuid not null,
      user_name_fingerprint bytea not null,
      external_id_fingerprint bytea,
      identity_fingerprint bytea not null,
      given_sealed bytea not null,
      is_active boolean not null,
      standing text not null,
      prepared_id uuid,
      end_id uuid,
      end_last_day date,
      moved_from date,
      active_since timestamptz,
      version integer not null,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      deleted_at timestamptz,
      constraint active_since_it_is check (is_active = (active_since is not null)),
      constraint end_is_planned check ((standing = 'end-planned') = (end_id is not null and end_last_day is not null))
    )`.execute(tx)
  for (const column of ['user_name', 'external_id', 'identity'])
    await sql`
      create unique index ${sql.raw(`user_of_${column}`)}
        on scim.directory_user (organisation_id, ${sql.raw(`${column}_fingerprint`)})
        where deleted_at is null`.execute(tx)
  await sql`
    create index user_of_organisation on scim.directory_user (organisation_id, created_at, user_id)
      where deleted_at is null`.execute(tx)
  await sql`
    create index user_ending on scim.directory_user (organisation_id, end_last_day)
      where standing = 'end-planned'`.execute(tx)
  await sql`
    create index user_deleted_of on scim.directory_user (organisation_id, identity_fingerprint)
      where deleted_at is not null`.execute(tx)
  await sql`
    create index user_deleted on scim.directory_user (deleted_at) where deleted_at is not null`.execute(
    tx,
  )
  await sql`
    create table scim.failure (
      organisation_id uuid not null,
      user_name_fingerprint bytea not null,
      failure_id uuid not null,
      facts_sealed bytea not null,
      failed_at timestamptz not null,
      primary key (organisation_id, user_name_fingerprint)
    )`.execute(tx)
  await sql`create index failure_at on scim.failure (failed_at)`.execute(tx)
}
