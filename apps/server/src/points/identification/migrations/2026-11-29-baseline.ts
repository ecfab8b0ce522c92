import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema identification`.execute(tx)
  await sql`
    create table identification.inquiry (
      inquiry_id uuid not null,
      person_id uuid not null,
      point_id text not null,
      kind text not null,
      state text not null,
      raised_by text not null,
      raised_at timestamptz not null,
      ended_at timestamptz,
      ended_by text,
      good_until date,
      content_sealed bytea,
      document_fingerprint bytea,
      check ((state <> 'open') or (content_sealed is not null)),
      check ((state = 'open') = (ended_at is null)),
      check (kind in ('document-doubt', 'no-document')),
      check (state in ('open', 'confirmed', 'rejected', 'withdrawn')),
      primary key (inquiry_id)
    )`.execute(tx)
  await sql`
    create index inquiry_in_order on identification.inquiry (raised_at desc, inquiry_id desc)`.execute(
    tx,
  )
  await sql`
    create index inquiry_of_document on identification.inquiry (document_fingerprint) where (document_fingerprint is not null)`.execute(
    tx,
  )
  await sql`
    create index inquiry_of_person on identification.inquiry (person_id)`.execute(tx)
  await sql`
    create index inquiry_of_point on identification.inquiry (point_id, raised_at desc, inquiry_id desc)`.execute(
    tx,
  )
  await sql`
    create index inquiry_open on identification.inquiry (raised_at desc, inquiry_id desc) where (state = 'open')`.execute(
    tx,
  )
  await sql`
    create index inquiry_open_of_point on identification.inquiry (point_id, raised_at desc, inquiry_id desc) where (state = 'open')`.execute(
    tx,
  )
  await sql`
    create unique index one_open_inquiry on identification.inquiry (person_id, kind) where (state = 'open')`.execute(
    tx,
  )
}
