import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** One employment certificate for many prepared orders; those of before have their own. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table employments.certificate (
      certificate_id uuid not null,
      organisation_id uuid not null,
      digest text not null,
      media_type text not null,
      sealed bytea not null,
      stored_at timestamptz not null,
      unique (organisation_id, digest),
      primary key (certificate_id)
    )`.execute(tx)
  await sql`
    alter table employments.prepared_order
      add column certificate_id uuid references employments.certificate (certificate_id)`.execute(
    tx,
  )
  await sql`
    create index prepared_with_certificate on employments.prepared_order (certificate_id)
      where certificate_id is not null`.execute(tx)
}
