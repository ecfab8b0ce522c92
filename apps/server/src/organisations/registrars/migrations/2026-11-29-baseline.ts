import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema registrars`.execute(tx)
  await sql`
    create table registrars.application (
      application_id uuid not null,
      organisation_id uuid not null,
      state text not null,
      standing jsonb not null,
      facts_sealed bytea not null,
      history jsonb not null,
      drafted_at timestamptz not null,
      changed_at timestamptz not null,
      proof_sealed bytea,
      proof_type text,
      proof_digest text,
      check (state in ('draft', 'sent', 'returned', 'approved', 'refused', 'withdrawn')),
      constraint nothing_is_sent_without_proof check ((state <> 'sent') or (proof_sealed is not null)),
      constraint proof_whole check ((proof_sealed is null) = (proof_type is null)),
      primary key (application_id)
    )`.execute(tx)
  await sql`
    create table registrars.basis (
      registrar_id uuid not null,
      organisation_id uuid not null,
      point_id uuid not null,
      agreement_id uuid not null,
      primary key (registrar_id)
    )`.execute(tx)
  await sql`
    create index application_in_state on registrars.application (state, changed_at, application_id)`.execute(
    tx,
  )
  await sql`
    create index application_of_organisation on registrars.application (organisation_id, drafted_at desc, application_id desc)`.execute(
    tx,
  )
  await sql`
    create index application_waits_for_organisation on registrars.application (organisation_id, drafted_at desc, application_id desc) where (state in ('draft', 'returned'))`.execute(
    tx,
  )
  await sql`
    create index application_with_proof on registrars.application (changed_at) where (proof_sealed is not null)`.execute(
    tx,
  )
  await sql`
    create index basis_at_point on registrars.basis (point_id)`.execute(tx)
  await sql`
    create index basis_on_agreement on registrars.basis (agreement_id)`.execute(tx)
}
