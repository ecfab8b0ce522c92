import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema permissions`.execute(tx)
  await sql`
    create table permissions.role_holder (
      person_id uuid not null,
      role text not null,
      appointed_at timestamptz not null,
      check (role in ('caseOfficer', 'auditor', 'caOfficer', 'hotlineAgent')),
      primary key (person_id, role)
    )`.execute(tx)
  await sql`
    create table permissions.role_proposal (
      proposal_id uuid not null,
      person_id uuid not null,
      role text not null,
      change text not null,
      proposed_by uuid not null,
      proposed_at timestamptz not null,
      decision text,
      decided_by uuid,
      decided_at timestamptz,
      check (change in ('appoint', 'end')),
      check ((decision is null) = (decided_by is null)),
      check ((decision is null) = (decided_at is null)),
      check ((decision is distinct from 'approved') or (decided_by <> proposed_by)),
      check (decision in ('approved', 'rejected')),
      primary key (proposal_id)
    )`.execute(tx)
  await sql`
    create unique index role_proposal_open on permissions.role_proposal (person_id, role) where (decision is null)`.execute(
    tx,
  )
}
