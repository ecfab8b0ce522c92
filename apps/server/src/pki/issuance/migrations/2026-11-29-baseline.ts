import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema issuance`.execute(tx)
  await sql`
    create table issuance.client (
      client_id uuid not null,
      name text not null,
      fingerprint text not null,
      rules jsonb not null,
      registered_at timestamptz not null,
      ended_at timestamptz,
      not_after timestamptz,
      check (fingerprint ~ '^[0-9a-f]{64}$'),
      primary key (client_id)
    )`.execute(tx)
  await sql`
    create table issuance.certificate (
        issuer text not null,
        serial text not null,
        profile text,
        state text not null,
        request_key text,
        key_digest text,
        holder text,
        card_id text,
        tbs bytea,
        der bytea,
        not_before timestamptz,
        not_after timestamptz not null,
        reserved_at timestamptz not null,
        settled_at timestamptz,
        void_reason text,
        client_id uuid,
        check ((state = 'issued') = (der is not null)),
        check ((state = 'void') = (void_reason is not null)),
        check ((state = 'reserved') = (settled_at is null)),
        constraint certificate_created_here check ((((state = 'imported') = (tbs is null)) and ((state = 'imported') = (profile is null)) and ((state = 'imported') = (request_key is null)) and ((state = 'imported') = (key_digest is null)) and ((state = 'imported') = (not_before is null)))),
        check (serial ~ '^([0-9a-f]{2})+$'),
        constraint certificate_state check (state in ('reserved', 'issued', 'void', 'imported')),
        primary key (issuer, serial)
    )
    with (toast_tuple_target='8160')`.execute(tx)
  await sql`
    create index certificate_incomplete on issuance.certificate (reserved_at) where (state = 'reserved')`.execute(
    tx,
  )
  await sql`
    create index certificate_issued on issuance.certificate (settled_at, serial) where (state in ('issued', 'imported'))`.execute(
    tx,
  )
  await sql`
    create index certificate_of_card on issuance.certificate (card_id) where (card_id is not null)`.execute(
    tx,
  )
  await sql`
    create index certificate_of_holder on issuance.certificate (holder) where (holder is not null)`.execute(
    tx,
  )
  await sql`
    create unique index certificate_of_key on issuance.certificate (key_digest) where (state <> 'void')`.execute(
    tx,
  )
  await sql`
    create unique index certificate_of_request on issuance.certificate (request_key) where (state <> 'void')`.execute(
    tx,
  )
  await sql`
    create unique index client_of_fingerprint on issuance.client (fingerprint) where (ended_at is null)`.execute(
    tx,
  )
}
