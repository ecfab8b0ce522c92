import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema test_cards`.execute(tx)
  await sql`
    create table test_cards.test_card (
      test_card_id uuid primary key,
      organisation_id uuid not null,
      kind text not null check (kind in ('professional', 'staff', 'actor', 'temporary')),
      person_key text not null,
      ordered_at timestamptz not null,
      ordered_by uuid not null,
      valid_to date not null,
      state text not null check (state in ('making', 'ready', 'fetched', 'lapsed', 'revoked')),
      standing jsonb not null,
      waits_until timestamptz,
      file_sealed bytea,
      secret_digest bytea,
      constraint waiting_whole check (
        (state = 'ready') = (waits_until is not null)
      ),
      constraint no_copy check (state = 'ready' or (file_sealed is null and secret_digest is null))
    )`.execute(tx)
  await sql`
    create index test_card_of_organisation
    on test_cards.test_card (organisation_id, ordered_at desc, test_card_id desc)`.execute(tx)
  await sql`
    create index test_card_in_use on test_cards.test_card (organisation_id)
    where state in ('making', 'ready', 'fetched')`.execute(tx)
  await sql`
    create index test_card_waiting on test_cards.test_card (state, waits_until, ordered_at)
    where state in ('making', 'ready')`.execute(tx)
  await sql`
    create unique index test_card_of_secret on test_cards.test_card (secret_digest)
    where secret_digest is not null`.execute(tx)
}
