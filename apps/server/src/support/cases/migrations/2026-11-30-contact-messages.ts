import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Messages of people who did not sign in: those to confirm, and the writers of the cases that they became. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table cases.support_case
      alter column person_id drop not null,
      drop constraint support_case_kind_check,
      add constraint support_case_kind_check check (kind in ('inquiry', 'complaint', 'rectification-request', 'fee-dispute', 'contact-message')),
      add constraint contact_message_without_person check ((kind = 'contact-message') = (person_id is null))`.execute(
    tx,
  )
  await sql`
    alter table cases.step
      drop constraint step_check,
      drop constraint step_side_check,
      add constraint step_check check ((side in ('writer', 'service')) = (taken_by is null)),
      add constraint step_side_check check (side in ('holder', 'writer', 'office', 'service'))`.execute(
    tx,
  )
  await sql`
    create table cases.contact_message (
      message_id uuid not null,
      message_sealed bytea,
      email_fingerprint bytea not null,
      network_fingerprint bytea,
      until timestamptz not null,
      primary key (message_id)
    )`.execute(tx)
  await sql`
    create index contact_message_by_email on cases.contact_message (email_fingerprint)`.execute(tx)
  await sql`
    create index contact_message_by_network on cases.contact_message (network_fingerprint) where (network_fingerprint is not null)`.execute(
    tx,
  )
  await sql`
    create table cases.writer (
      case_id uuid not null,
      writer_sealed bytea,
      link_until timestamptz not null,
      primary key (case_id),
      foreign key (case_id) references cases.support_case(case_id)
    )`.execute(tx)
}
