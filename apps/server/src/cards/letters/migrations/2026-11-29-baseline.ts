import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema letters`.execute(tx)
  await sql`
    create table letters.letter_batch (
      batch_id uuid not null,
      day date not null,
      formed_at timestamptz not null,
      tried_at timestamptz,
      trouble text,
      accepted_at timestamptz,
      letters integer,
      manifest_digest bytea,
      check ((accepted_at is null) = (letters is null)),
      check ((accepted_at is null) = (manifest_digest is null)),
      primary key (batch_id)
    )`.execute(tx)
  await sql`
    create table letters.letter (
      letter_number text not null,
      card_id uuid not null,
      state text not null,
      planned_for date not null,
      code_sealed bytea,
      sent_at timestamptz,
      batch_id uuid,
      left_behind text,
      code_on_card boolean default true not null,
      code_digest bytea,
      wrong_proofs integer default 0 not null,
      check ((state = 'planned') = (code_sealed is not null)),
      check ((state in ('sent', 'replaced')) = (sent_at is not null)),
      check ((code_digest is null) or ((state = 'sent') and (not code_on_card))),
      check (letter_number ~ '^[0-9]{10}$'),
      check (state in ('planned', 'sent', 'replaced', 'withdrawn')),
      primary key (letter_number),
      foreign key (batch_id) references letters.letter_batch(batch_id)
    )`.execute(tx)
  await sql`
    create index letter_batch_newest on letters.letter_batch (formed_at desc, batch_id desc)`.execute(
    tx,
  )
  await sql`
    create index letter_batch_open on letters.letter_batch (day) where (accepted_at is null)`.execute(
    tx,
  )
  await sql`
    create index letter_of_batch on letters.letter (batch_id)`.execute(tx)
  await sql`
    create index letter_of_card on letters.letter (card_id)`.execute(tx)
  await sql`
    create index letter_planned on letters.letter (planned_for) where (state = 'planned')`.execute(
    tx,
  )
}
