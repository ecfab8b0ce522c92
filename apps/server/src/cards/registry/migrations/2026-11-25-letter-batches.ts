import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * Letters go to the print house in batches. A letter that is planned already leaves with those of its day: the job of the
 * letter alone becomes the job of the day.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table cards.letter_batch (
      batch_id uuid primary key,
      day date not null,
      formed_at timestamptz not null,
      tried_at timestamptz,
      trouble text,
      accepted_at timestamptz,
      letters integer,
      manifest_digest bytea,
      check ((accepted_at is null) = (letters is null)),
      check ((accepted_at is null) = (manifest_digest is null))
    )`.execute(tx)
  await sql`
    create index letter_batch_newest on cards.letter_batch (formed_at desc, batch_id desc)`.execute(
    tx,
  )
  await sql`
    create index letter_batch_open on cards.letter_batch (day) where accepted_at is null`.execute(
    tx,
  )
  await sql`
    alter table cards.letter
      add column batch_id uuid references cards.letter_batch,
      add column left_behind text`.execute(tx)
  await sql`create index letter_of_batch on cards.letter (batch_id)`.execute(tx)
  await sql`
    create index letter_planned on cards.letter (planned_for) where state = 'planned'`.execute(tx)

  await sql`
    insert into platform.outbox (kind, key, payload, planned_at, due_at)
    select 'cards.sendLetters', 'cards.sendLetters/' || letter.planned_for,
      jsonb_build_object('day', letter.planned_for), min(job.planned_at), min(job.due_at)
    from cards.letter
    join platform.outbox job
      on job.kind = 'cards.sendLetter' and job.key = 'cards.sendLetter/' || letter.letter_number
    where letter.state = 'planned' and job.done_at is null
    group by letter.planned_for`.execute(tx)
  await sql`
    delete from platform.outbox where kind = 'cards.sendLetter' and done_at is null`.execute(tx)
}
