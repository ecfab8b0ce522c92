import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema accounts`.execute(tx)
  await sql`
    create table accounts.account (
      organisation_id uuid primary key,
      opened_at timestamptz not null
    )`.execute(tx)
  await sql`
    create table accounts.member (
      member_id uuid primary key,
      organisation_id uuid not null references accounts.account,
      person_id uuid not null,
      role text not null check (role in ('signatory', 'administrator', 'contact')),
      basis text not null check (basis in ('right-to-sign', 'mandate', 'invitation')),
      since timestamptz not null,
      ended_at timestamptz
    )`.execute(tx)
  await sql`
    create unique index member_once on accounts.member (person_id, organisation_id)
    where ended_at is null`.execute(tx)
  await sql`
    create index member_of_account on accounts.member (organisation_id, since)
    where ended_at is null`.execute(tx)
  await sql`
    create table accounts.invitation (
      invitation_id uuid primary key,
      organisation_id uuid not null references accounts.account,
      role text not null check (role in ('administrator', 'contact')),
      email_sealed bytea,
      language text not null check (language in ('fi', 'sv', 'en')),
      invited_by uuid not null references accounts.member,
      invited_at timestamptz not null,
      expires_at timestamptz not null,
      ended_at timestamptz,
      constraint an_address_while_open check ((ended_at is null) = (email_sealed is not null))
    )`.execute(tx)
  await sql`
    create index invitation_of_account on accounts.invitation (organisation_id, invited_at)`.execute(
    tx,
  )
  await sql`
    create table accounts.request (
      request_id uuid primary key,
      person_id uuid not null,
      business_id text not null,
      name text not null,
      kind text not null check (kind in ('provider', 'pharmacy', 'other-body')),
      signing text not null check (signing in ('together', 'none')),
      mandate_sealed bytea,
      asked_at timestamptz not null,
      decided_by uuid check (decided_by <> person_id),
      decided_at timestamptz,
      decision text check (decision in ('approved', 'rejected')),
      because text,
      constraint decided_whole check (
        (decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)
      )
    )`.execute(tx)
  await sql`
    create unique index request_once on accounts.request (person_id, business_id)
    where decision is null`.execute(tx)
  await sql`
    create index request_open on accounts.request (asked_at, request_id) where decision is null
  `.execute(tx)
}
