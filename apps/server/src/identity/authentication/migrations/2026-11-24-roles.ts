import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Every role of the service in one table, each given and taken by two persons: one proposes, another decides. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table access.role_holder (
      person_id uuid not null,
      role text not null check (role in ('handler', 'auditor', 'caOfficer', 'revocationAgent')),
      appointed_at timestamptz not null,
      primary key (person_id, role)
    )`.execute(tx)
  await sql`
    insert into access.role_holder (person_id, role, appointed_at)
    select person_id, 'handler', appointed_at from access.handler
    union all select person_id, 'auditor', appointed_at from access.auditor`.execute(tx)
  await sql`drop table access.handler`.execute(tx)
  await sql`drop table access.auditor`.execute(tx)
  await sql`
    create table access.role_proposal (
      proposal_id uuid primary key,
      person_id uuid not null,
      role text not null,
      change text not null check (change in ('appoint', 'end')),
      proposed_by uuid not null,
      proposed_at timestamptz not null,
      decision text check (decision in ('approved', 'rejected')),
      decided_by uuid,
      decided_at timestamptz,
      check ((decision is null) = (decided_by is null)),
      check ((decision is null) = (decided_at is null)),
      check (decision is distinct from 'approved' or decided_by <> proposed_by)
    )`.execute(tx)
  await sql`
    create unique index role_proposal_open on access.role_proposal (person_id, role)
    where decision is null`.execute(tx)
}
