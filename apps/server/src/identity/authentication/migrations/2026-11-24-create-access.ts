import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema access`.execute(tx)
  // A row is deleted by its use: a challenge is answered once.
  await sql`
    create table access.challenge (
      challenge_id uuid primary key,
      nonce text not null,
      expires_at timestamptz not null
    )`.execute(tx)
  await sql`create index challenge_expired on access.challenge (expires_at)`.execute(tx)
  // Of the token only the hash: whoever reads the table can't take a session over.
  await sql`
    create table access.session (
      session_id uuid primary key,
      token_hash bytea not null unique,
      person_id uuid not null,
      card_id uuid not null,
      issuer text not null,
      serial text not null,
      opened_at timestamptz not null,
      last_used_at timestamptz not null,
      ended_at timestamptz
    )`.execute(tx)
  await sql`
    create index session_of_certificate on access.session (issuer, serial)
    where ended_at is null`.execute(tx)
  await sql`
    create table access.handler (
      person_id uuid primary key,
      appointed_at timestamptz not null
    )`.execute(tx)
  await sql`
    create table access.bootstrap (
      only_one boolean primary key default true check (only_one),
      registrar uuid not null,
      handler uuid not null check (handler <> registrar),
      registrar_card uuid not null,
      handler_card uuid not null,
      begun_at timestamptz not null,
      finished_at timestamptz
    )`.execute(tx)
}
