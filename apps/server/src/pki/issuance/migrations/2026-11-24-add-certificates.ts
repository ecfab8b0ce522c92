import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema certificates`.execute(tx)
  // The key starts with the issuer and the random serial, so that the table can be spread over machines by it.
  await sql`
    create table certificates.certificate (
      issuer text not null,
      serial text not null check (serial ~ '^([0-9a-f]{2})+$'),
      profile text not null,
      state text not null check (state in ('reserved', 'issued', 'void')),
      request_key text not null,
      key_digest text not null,
      holder text,
      card_id text,
      tbs bytea not null,
      der bytea,
      not_before timestamptz not null,
      not_after timestamptz not null,
      reserved_at timestamptz not null,
      settled_at timestamptz,
      void_reason text,
      primary key (issuer, serial),
      check ((state = 'issued') = (der is not null)),
      check ((state = 'void') = (void_reason is not null)),
      check ((state = 'reserved') = (settled_at is null))
    )`.execute(tx)
  await sql`
    create unique index certificate_of_request on certificates.certificate (request_key)
    where state <> 'void'`.execute(tx)
  await sql`
    create unique index certificate_of_key on certificates.certificate (key_digest)
    where state <> 'void'`.execute(tx)
  await sql`create index certificate_of_card on certificates.certificate (card_id)`.execute(tx)
  await sql`
    create index certificate_half_made on certificates.certificate (reserved_at)
    where state = 'reserved'`.execute(tx)
}
