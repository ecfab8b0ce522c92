import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema threads`.execute(tx)
  await sql`
    create table threads.thread (
      thread_id uuid primary key,
      person_id uuid not null,
      kind text not null check (kind in ('question', 'grievance', 'correction-request')),
      subject_sealed bytea,
      order_id uuid,
      opened_at timestamptz not null,
      changed_at timestamptz not null,
      received_on date not null,
      is_extended boolean not null,
      state text not null check (state in ('waiting', 'answered', 'closed')),
      due_on date,
      decision text check (decision in ('accepted', 'refused')),
      check (state <> 'waiting' or due_on is not null),
      check (state <> 'closed' or due_on is null),
      check (state = 'closed' or (decision is null and subject_sealed is not null))
    )`.execute(tx)
  await sql`
    create index thread_of_person
    on threads.thread (person_id, opened_at desc, thread_id desc)`.execute(tx)
  await sql`
    create index thread_due
    on threads.thread (due_on, thread_id) where due_on is not null`.execute(tx)
  await sql`
    create index thread_in_state
    on threads.thread (state, changed_at desc, thread_id desc)
    where subject_sealed is not null`.execute(tx)
  await sql`
    create table threads.step (
      step_id uuid primary key,
      thread_id uuid not null references threads.thread,
      position int not null,
      kind text not null,
      side text not null check (side in ('holder', 'office', 'service')),
      taken_by uuid,
      at timestamptz not null,
      text_sealed bytea,
      check ((side = 'service') = (taken_by is null)),
      unique (thread_id, position)
    )`.execute(tx)
}
