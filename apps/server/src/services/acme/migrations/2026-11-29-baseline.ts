import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema acme`.execute(tx)
  await sql`
    create table acme.approval (
      approval_id uuid not null,
      organisation_id uuid not null,
      state text not null,
      standing jsonb not null,
      is_test boolean not null,
      unit_oid text not null,
      names text[] not null,
      language text not null,
      contacts_sealed bytea not null,
      conformity_sealed bytea,
      history jsonb not null,
      requested_at timestamptz not null,
      check (language in ('fi', 'sv', 'en')),
      check (state in ('requested', 'checked', 'approved', 'refused', 'ended')),
      primary key (approval_id)
    )`.execute(tx)
  await sql`
    create table acme.eab_key (
      key_id text not null,
      approval_id uuid not null,
      key_sealed bytea not null,
      given_by uuid not null,
      given_at timestamptz not null,
      expires_at timestamptz not null,
      primary key (key_id),
      foreign key (approval_id) references acme.approval(approval_id)
    )`.execute(tx)
  await sql`
    create table acme.account (
      account_id uuid not null,
      approval_id uuid not null,
      key_id text not null,
      jwk jsonb not null,
      thumbprint text not null,
      state text not null,
      contact_sealed bytea,
      opened_at timestamptz not null,
      ended_at timestamptz,
      check (state in ('valid', 'deactivated', 'ended')),
      constraint ended_whole check ((state = 'valid') = (ended_at is null)),
      unique (key_id),
      primary key (account_id),
      unique (thumbprint),
      foreign key (approval_id) references acme.approval(approval_id),
      foreign key (key_id) references acme.eab_key(key_id)
    )`.execute(tx)
  await sql`
    create table acme.certificate_order (
      order_id uuid not null,
      account_id uuid not null,
      approval_id uuid not null,
      state text not null,
      names text[] not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      problem jsonb,
      request_digest bytea,
      application_id uuid,
      replaces text,
      constraint finalised_whole check ((state = 'finalised') = ((application_id is not null) and (request_digest is not null))),
      check (state in ('pending', 'ready', 'invalid', 'finalised')),
      unique (application_id),
      primary key (order_id),
      foreign key (account_id) references acme.account(account_id)
    )`.execute(tx)
  await sql`
    create table acme.name_authorization (
      authorization_id uuid not null,
      order_id uuid not null,
      account_id uuid not null,
      name text not null,
      state text not null,
      token text,
      challenge text,
      begun_at timestamptz,
      settled_at timestamptz,
      problem jsonb,
      check (challenge in ('http-01', 'dns-01')),
      check (state in ('pending', 'processing', 'valid', 'invalid', 'deactivated')),
      constraint begun_whole check ((state <> 'processing') or ((challenge is not null) and (begun_at is not null))),
      primary key (authorization_id),
      foreign key (order_id) references acme.certificate_order(order_id)
    )`.execute(tx)
  await sql`
    create table acme.used_nonce (
      nonce bytea not null,
      expires_at timestamptz not null,
      primary key (nonce)
    )`.execute(tx)
  await sql`
    create index account_of_approval on acme.account (approval_id, opened_at desc)`.execute(tx)
  await sql`
    create index approval_in_force on acme.approval ((((standing ->> 'approvedAt'))::bigint) desc, approval_id desc) where (state = 'approved')`.execute(
    tx,
  )
  await sql`
    create index approval_in_force_of_unit on acme.approval (unit_oid) where (state = 'approved')`.execute(
    tx,
  )
  await sql`
    create index approval_in_queue on acme.approval (requested_at, approval_id) where (state in ('requested', 'checked'))`.execute(
    tx,
  )
  await sql`
    create index approval_of_organisation on acme.approval (organisation_id, requested_at desc, approval_id desc)`.execute(
    tx,
  )
  await sql`
    create index authorization_failed on acme.name_authorization (account_id, settled_at) where (state = 'invalid')`.execute(
    tx,
  )
  await sql`
    create index authorization_in_work on acme.name_authorization (account_id) where (state = 'processing')`.execute(
    tx,
  )
  await sql`
    create index authorization_of_order on acme.name_authorization (order_id, name)`.execute(tx)
  await sql`
    create index eab_key_of_approval on acme.eab_key (approval_id, given_at desc)`.execute(tx)
  await sql`
    create index order_of_account on acme.certificate_order (account_id, created_at desc, order_id desc)`.execute(
    tx,
  )
  await sql`
    create index order_of_approval on acme.certificate_order (approval_id, created_at desc, order_id desc)`.execute(
    tx,
  )
  await sql`
    create unique index order_replaces on acme.certificate_order (replaces) where ((replaces is not null) and (state <> 'invalid'))`.execute(
    tx,
  )
  await sql`
    create index used_nonce_over on acme.used_nonce (expires_at)`.execute(tx)
}
