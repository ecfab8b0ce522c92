import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema agreements`.execute(tx)
  await sql`
    create table agreements.document (
      document_id uuid not null,
      organisation_id uuid not null,
      counterpart uuid,
      organisation jsonb not null,
      terms_sealed bytea not null,
      language text not null,
      state text not null,
      signatures jsonb not null,
      agreement_id uuid,
      drafted_by uuid not null,
      drafted_at timestamptz not null,
      settled_by uuid,
      settled_at timestamptz,
      pdf_sealed bytea,
      prepared jsonb,
      prepared_sealed bytea,
      constraint concluded_as_a_agreement check ((state = 'concluded') = (agreement_id is not null)),
      check (language in ('fi', 'sv', 'en')),
      check (state in ('drafted', 'signed', 'concluded', 'declined', 'withdrawn')),
      constraint settled_by_somebody check (((state in ('drafted', 'signed')) = (settled_by is null)) and ((settled_by is null) = (settled_at is null))),
      constraint signed_is_stored check ((pdf_sealed is null) = (signatures = '[]'::jsonb)),
      primary key (document_id)
    )`.execute(tx)
  await sql`
    create index document_for_counterpart on agreements.document (counterpart, drafted_at desc, document_id desc) where ((counterpart is not null) and (pdf_sealed is not null))`.execute(
    tx,
  )
  await sql`
    create index document_of_organisation on agreements.document (organisation_id, drafted_at desc, document_id desc)`.execute(
    tx,
  )
  await sql`
    create index document_of_agreement on agreements.document (agreement_id) where (agreement_id is not null)`.execute(
    tx,
  )
  await sql`
    create index document_waits_for_counterpart on agreements.document (counterpart, drafted_at desc, document_id desc) where (state = 'signed')`.execute(
    tx,
  )
  await sql`
    create index document_waits_for_giver on agreements.document (organisation_id, drafted_at desc, document_id desc) where (state = 'drafted')`.execute(
    tx,
  )
}
