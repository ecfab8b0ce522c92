import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema authentication`.execute(tx)
  await sql`
    create table authentication.tls_sign_in_attempt (
      attempt_hash bytea not null,
      state_hash bytea not null,
      expires_at timestamptz not null,
      code_hash bytea,
      code_expires_at timestamptz,
      certificate bytea,
      primary key (attempt_hash),
      unique (state_hash)
    )`.execute(tx)
  await sql`
    create table authentication.challenge (
      challenge_id uuid not null,
      nonce text not null,
      expires_at timestamptz not null,
      primary key (challenge_id)
    )`.execute(tx)
  await sql`
    create table authentication.session (
      session_id uuid not null,
      token_hash bytea not null,
      person_id uuid not null,
      card_id uuid,
      issuer text,
      serial text,
      opened_at timestamptz not null,
      last_used_at timestamptz not null,
      ended_at timestamptz,
      means text,
      level_of_assurance text,
      identified_at timestamptz,
      by_password boolean default false not null,
      other_card jsonb,
      status_good_at timestamptz,
      ended_because text,
      constraint session_by_one_means check (((num_nonnulls(card_id, means, other_card) + (by_password)::integer) = 1) and (num_nonnulls(card_id, issuer, serial) in (0, 3)) and (num_nonnulls(means, level_of_assurance, identified_at) in (0, 3))),
      check (level_of_assurance in ('substantial', 'high')),
      constraint session_of_other_card_with_status check ((other_card is null) = (status_good_at is null)),
      primary key (session_id),
      unique (token_hash)
    )`.execute(tx)
  await sql`
    create table authentication.suomi_fi_attempt (
      attempt_hash bytea not null,
      redirect_uri text not null,
      expires_at timestamptz not null,
      primary key (attempt_hash)
    )`.execute(tx)
  await sql`
    create index tls_sign_in_attempt_expired on authentication.tls_sign_in_attempt (expires_at)`.execute(
    tx,
  )
  await sql`
    create index challenge_expired on authentication.challenge (expires_at)`.execute(tx)
  await sql`
    create index session_of_certificate on authentication.session (issuer, serial) where (ended_at is null)`.execute(
    tx,
  )
  await sql`
    create index session_of_person on authentication.session (person_id, opened_at desc) where (ended_at is null)`.execute(
    tx,
  )
  await sql`
    create index suomi_fi_attempt_expired on authentication.suomi_fi_attempt (expires_at)`.execute(
    tx,
  )
}
