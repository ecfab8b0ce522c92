import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema acme`.execute(tx)
  await sql`
    create table acme.approval (
      approval_id uuid primary key,
      organisation_id uuid not null,
      state text not null check (state in ('asked', 'checked', 'approved', 'refused', 'ended')),
      standing jsonb not null,
      is_test boolean not null,
      unit_oid text not null,
      names text[] not null,
      language text not null check (language in ('fi', 'sv', 'en')),
      contacts_sealed bytea not null,
      conformity_sealed bytea,
      history jsonb not null,
      asked_at timestamptz not null
    )`.execute(tx)
  await sql`
    create index approval_of_organisation
    on acme.approval (organisation_id, asked_at desc, approval_id desc)`.execute(tx)
  await sql`
    create index approval_in_queue on acme.approval (asked_at, approval_id)
    where state in ('asked', 'checked')`.execute(tx)
  await sql`
    create table acme.binding_key (
      key_id text primary key,
      approval_id uuid not null references acme.approval,
      key_sealed bytea not null,
      given_by uuid not null,
      given_at timestamptz not null,
      expires_at timestamptz not null
    )`.execute(tx)
  await sql`
    create index binding_key_of_approval on acme.binding_key (approval_id, given_at desc)`.execute(
    tx,
  )
  await sql`
    create table acme.account (
      account_id uuid primary key,
      approval_id uuid not null references acme.approval,
      key_id text not null unique references acme.binding_key,
      jwk jsonb not null,
      thumbprint text not null unique,
      state text not null check (state in ('valid', 'deactivated', 'ended')),
      contact_sealed bytea,
      opened_at timestamptz not null,
      ended_at timestamptz,
      constraint ended_whole check ((state = 'valid') = (ended_at is null))
    )`.execute(tx)
  await sql`
    create index account_of_approval on acme.account (approval_id, opened_at desc)`.execute(tx)
  // Only what was used is kept: what was given is told by its own keyed hash.
  await sql`
    create table acme.used_nonce (
      nonce bytea primary key,
      expires_at timestamptz not null
    )`.execute(tx)
  await sql`create index used_nonce_over on acme.used_nonce (expires_at)`.execute(tx)
  await sql`
    create table acme.order_made (
      order_id uuid primary key,
      account_id uuid not null references acme.account,
      approval_id uuid not null,
      state text not null check (state in ('pending', 'ready', 'invalid', 'finalised')),
      names text[] not null,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      problem jsonb,
      request_digest bytea,
      application_id uuid unique,
      replaces text,
      constraint finalised_whole check (
        (state = 'finalised') = (application_id is not null and request_digest is not null)
      )
    )`.execute(tx)
  await sql`
    create index order_of_account on acme.order_made (account_id, made_at desc, order_id desc)
  `.execute(tx)
  await sql`
    create index order_of_approval on acme.order_made (approval_id, made_at desc, order_id desc)
  `.execute(tx)
  await sql`
    create unique index order_replaces on acme.order_made (replaces)
    where replaces is not null and state <> 'invalid'`.execute(tx)
  await sql`
    create table acme.authorization_asked (
      authorization_id uuid primary key,
      order_id uuid not null references acme.order_made,
      account_id uuid not null,
      name text not null,
      state text not null check (state in ('pending', 'processing', 'valid', 'invalid', 'deactivated')),
      token text,
      challenge text check (challenge in ('http-01', 'dns-01')),
      begun_at timestamptz,
      settled_at timestamptz,
      problem jsonb,
      constraint begun_whole check (state <> 'processing' or (challenge is not null and begun_at is not null))
    )`.execute(tx)
  await sql`
    create index authorization_of_order on acme.authorization_asked (order_id, name)`.execute(tx)
  await sql`
    create index authorization_in_work on acme.authorization_asked (account_id)
    where state = 'processing'`.execute(tx)
  await sql`
    create index authorization_failed on acme.authorization_asked (account_id, settled_at)
    where state = 'invalid'`.execute(tx)
}
