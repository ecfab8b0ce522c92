import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema operator_prices`.execute(tx)
  await sql`
    create table operator_prices.proposal (
      proposal_id uuid not null,
      point_id uuid not null,
      organisation_id uuid,
      service text not null,
      valid_from date not null,
      terms jsonb not null,
      operator_decision jsonb not null,
      is_by_office boolean not null,
      proposed_by uuid not null,
      proposed_at timestamptz not null,
      state text not null,
      decided_by uuid,
      decided_at timestamptz,
      because text,
      check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
      constraint decided_by_somebody check (
        (state = 'waiting') = (decided_by is null) and (state = 'waiting') = (decided_at is null)),
      constraint second_person check ((state <> 'approved') or (decided_by <> proposed_by)),
      constraint rejected_with_a_reason check ((state <> 'rejected') or (because is not null)),
      constraint operator_has_an_account check (is_by_office or (organisation_id is not null)),
      primary key (proposal_id)
    )`.execute(tx)
  await sql`
    create unique index waiting_once on operator_prices.proposal (point_id, service, valid_from) where (state = 'waiting')`.execute(
    tx,
  )
  await sql`
    create index waiting_proposal on operator_prices.proposal (((valid_from - 1)), proposal_id) where (state = 'waiting')`.execute(
    tx,
  )
  await sql`
    create index proposal_of_point on operator_prices.proposal (point_id, proposed_at desc, proposal_id desc)`.execute(
    tx,
  )
  await sql`
    create index proposal_of_organisation on operator_prices.proposal (organisation_id, proposed_at desc, proposal_id desc)`.execute(
    tx,
  )
}
