import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema cases`.execute(tx)
  await sql`
    create table cases.support_case (
      case_id uuid not null,
      person_id uuid not null,
      kind text not null,
      subject_sealed bytea,
      order_id uuid,
      opened_at timestamptz not null,
      changed_at timestamptz not null,
      received_on date not null,
      is_extended boolean not null,
      state text not null,
      due_on date,
      decision text,
      organisation_id uuid,
      invoice_id uuid,
      constraint dispute_of_invoice check (((kind = 'fee-dispute') = (invoice_id is not null)) and ((invoice_id is null) or (organisation_id is not null))),
      check ((state <> 'waiting') or (due_on is not null)),
      check ((state <> 'closed') or (due_on is null)),
      check ((state = 'closed') or ((decision is null) and (subject_sealed is not null))),
      check (decision in ('accepted', 'refused')),
      check (kind in ('inquiry', 'complaint', 'rectification-request', 'fee-dispute')),
      check (state in ('waiting', 'answered', 'closed')),
      primary key (case_id)
    )`.execute(tx)
  await sql`
    create table cases.step (
      step_id uuid not null,
      case_id uuid not null,
      "position" integer not null,
      kind text not null,
      side text not null,
      taken_by uuid,
      at timestamptz not null,
      text_sealed bytea,
      check ((side = 'service') = (taken_by is null)),
      check (side in ('holder', 'office', 'service')),
      primary key (step_id),
      constraint step_case_id_position_key unique (case_id, "position"),
      foreign key (case_id) references cases.support_case(case_id)
    )`.execute(tx)
  await sql`
    create index case_due on cases.support_case (due_on, case_id) where (due_on is not null)`.execute(
    tx,
  )
  await sql`
    create index case_in_state on cases.support_case (state, changed_at desc, case_id desc) where (subject_sealed is not null)`.execute(
    tx,
  )
  await sql`
    create index case_of_organisation on cases.support_case (organisation_id, opened_at desc, case_id desc) where (organisation_id is not null)`.execute(
    tx,
  )
  await sql`
    create index case_of_person on cases.support_case (person_id, opened_at desc, case_id desc)`.execute(
    tx,
  )
  await sql`
    create index case_waits_for_organisation on cases.support_case (organisation_id, opened_at desc, case_id desc) where ((state = 'answered') and (organisation_id is not null))`.execute(
    tx,
  )
}
