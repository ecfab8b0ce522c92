import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A bank's file is accepted by a request, and its entries are matched by a job (R650). */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table payments.import (
      import_id uuid not null,
      file_key bytea not null,
      format text not null,
      entries integer not null,
      amount_cents bigint not null,
      skipped integer not null,
      imported_at timestamptz not null,
      imported_by uuid not null,
      done integer not null default 0,
      known integer not null default 0,
      waiting integer not null default 0,
      moved_at timestamptz not null,
      ready_at timestamptz,
      check (format in ('camt.054', 'ktl')),
      constraint done_within_entries check (done between 0 and entries),
      constraint counted_within_done check (known + waiting <= done),
      constraint ready_when_done check ((ready_at is not null) = (done = entries)),
      unique (file_key),
      primary key (import_id)
    )`.execute(tx)
  await sql`
    create table payments.import_piece (
      import_id uuid not null,
      piece integer not null,
      entries_sealed bytea not null,
      primary key (import_id, piece),
      foreign key (import_id) references payments.import(import_id)
    )`.execute(tx)
  await sql`
    create index import_newest_first on payments.import (imported_at desc, import_id desc)`.execute(
    tx,
  )
  await sql`alter table payments.entry add column import_id uuid`.execute(tx)
  await sql`
    create index entry_of_import on payments.entry (import_id, imported_at desc, entry_id desc)
    where import_id is not null`.execute(tx)
}
