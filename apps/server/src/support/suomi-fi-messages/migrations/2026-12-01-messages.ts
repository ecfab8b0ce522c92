import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Messages to people by Suomi.fi Messages, and how far its events have been read. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema suomi_fi_messages`.execute(tx)
  await sql`
    create table suomi_fi_messages.message (
      notice_id uuid not null,
      person_id uuid not null,
      language text not null,
      words jsonb,
      state text not null,
      delivered_by text,
      planned_at timestamptz not null,
      accepted_at timestamptz,
      state_at timestamptz not null,
      check (state in ('planned', 'accepted', 'created', 'sent-to-print', 'read', 'receipt-confirmed',
        'came-back', 'undelivered')),
      check (delivered_by in ('electronic', 'paper')),
      primary key (notice_id)
    )`.execute(tx)
  await sql`
    create index message_without_state on suomi_fi_messages.message (accepted_at)
      where state = 'accepted'`.execute(tx)
  await sql`
    create table suomi_fi_messages.reading (
      only_one boolean not null default true check (only_one),
      continuation_token text,
      requested_at timestamptz,
      answered_at timestamptz,
      trouble text,
      unreadable integer not null default 0,
      primary key (only_one)
    )`.execute(tx)
  await sql`insert into suomi_fi_messages.reading default values`.execute(tx)
}
