import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema accounts`.execute(tx)
  await sql`
    create table accounts.account (
      organisation_id uuid not null,
      opened_at timestamptz not null,
      primary key (organisation_id)
    )`.execute(tx)
  await sql`
    create table accounts.member (
      member_id uuid not null,
      organisation_id uuid not null,
      person_id uuid not null,
      role text not null,
      basis text not null,
      since timestamptz not null,
      ended_at timestamptz,
      valid_to date,
      reminded_days smallint,
      right_requested_at timestamptz,
      right_lost_at timestamptz,
      constraint a_last_day_of_a_power_of_attorney check ((basis = 'power-of-attorney') = (valid_to is not null)),
      constraint lost_by_the_register check ((right_lost_at is null) or (basis = 'right-to-sign')),
      check (basis in ('right-to-sign', 'power-of-attorney', 'invitation')),
      check (role in ('signatory', 'administrator', 'contact')),
      primary key (member_id),
      foreign key (organisation_id) references accounts.account(organisation_id)
    )`.execute(tx)
  await sql`
    create table accounts.invitation (
      invitation_id uuid not null,
      organisation_id uuid not null,
      role text not null,
      email_sealed bytea,
      language text not null,
      invited_by uuid not null,
      invited_at timestamptz not null,
      expires_at timestamptz not null,
      ended_at timestamptz,
      constraint an_address_while_open check ((ended_at is null) = (email_sealed is not null)),
      check (language in ('fi', 'sv', 'en')),
      check (role in ('administrator', 'contact')),
      primary key (invitation_id),
      foreign key (invited_by) references accounts.member(member_id),
      foreign key (organisation_id) references accounts.account(organisation_id)
    )`.execute(tx)
  await sql`
    create table accounts.request (
      request_id uuid not null,
      person_id uuid not null,
      business_id text not null,
      name text not null,
      signing text not null,
      power_of_attorney_sealed bytea,
      requested_at timestamptz not null,
      decided_by uuid,
      decided_at timestamptz,
      decision text,
      because text,
      contact_sealed bytea,
      constraint decided_whole check (((decision is null) = (decided_by is null)) and ((decision is null) = (decided_at is null))),
      check (decided_by <> person_id),
      check (decision in ('approved', 'rejected')),
      check (signing in ('together', 'none')),
      primary key (request_id)
    )`.execute(tx)
  await sql`
    create index invitation_expires on accounts.invitation (expires_at) where (ended_at is null)`.execute(
    tx,
  )
  await sql`
    create index invitation_of_account on accounts.invitation (organisation_id, invited_at)`.execute(
    tx,
  )
  await sql`
    create index member_by_right on accounts.member (right_requested_at nulls first) where ((ended_at is null) and (basis = 'right-to-sign'))`.execute(
    tx,
  )
  await sql`
    create index member_of_account on accounts.member (organisation_id, since) where (ended_at is null)`.execute(
    tx,
  )
  await sql`
    create index member_on_power_of_attorney on accounts.member (valid_to) where ((ended_at is null) and (basis = 'power-of-attorney'))`.execute(
    tx,
  )
  await sql`
    create unique index member_once on accounts.member (person_id, organisation_id) where (ended_at is null)`.execute(
    tx,
  )
  await sql`
    create index request_of_person on accounts.request (person_id, requested_at)`.execute(tx)
  await sql`
    create unique index request_once on accounts.request (person_id, business_id) where (decision is null)`.execute(
    tx,
  )
  await sql`
    create index request_open on accounts.request (requested_at, request_id) where (decision is null)`.execute(
    tx,
  )
}
