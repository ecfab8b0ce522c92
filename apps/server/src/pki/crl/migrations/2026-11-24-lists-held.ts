import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The brake: lists that hold nothing new until two persons have looked. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table status.hold (
      hold_id uuid primary key,
      issuer text not null,
      position bigint not null,
      noticed_at timestamptz not null,
      revoked bigint not null,
      causes jsonb not null,
      first_person text,
      first_at timestamptz,
      second_person text,
      released_at timestamptz,
      check ((first_person is null) = (first_at is null)),
      check ((second_person is null) = (released_at is null)),
      check (second_person is null or second_person <> first_person)
    )`.execute(tx)
  await sql`
    create unique index hold_open on status.hold (issuer) where released_at is null`.execute(tx)
}
