import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema audit`.execute(tx)
  await sql`
    create table audit.checkpoint (
      size bigint not null,
      root bytea not null,
      at timestamptz not null,
      signature bytea not null,
      primary key (size)
    )`.execute(tx)
  await sql`
    create table audit.entry (
      entry_id uuid not null,
      arrived bigint not null,
      at timestamptz not null,
      type text not null,
      operation text not null,
      actor jsonb not null,
      reason text not null,
      point_id text,
      about_person text,
      about_card text,
      about_order text,
      facts jsonb,
      salt bytea,
      digest bytea not null,
      primary key (entry_id)
    )`.execute(tx)
  await sql`
    create table audit.leaf (
      "position" bigint not null,
      entry_id uuid not null,
      digest bytea not null,
      unique (entry_id),
      primary key ("position")
    )`.execute(tx)
  await sql`
    create table audit.node (
      level integer not null,
      index bigint not null,
      hash bytea not null,
      check (level > 0),
      primary key (level, index)
    )`.execute(tx)
  await sql`
    create table audit.pending (
      entry_id uuid not null,
      arrived bigint not null,
      digest bytea not null,
      primary key (arrived)
    )`.execute(tx)
  await sql`
    create table audit.tree (
      single boolean default true not null,
      size bigint not null,
      roots bytea not null,
      check (single),
      primary key (single)
    )`.execute(tx)
  await sql`
    alter table audit.entry alter column arrived add generated always as identity`.execute(tx)
  await sql`
    create index checkpoint_by_time on audit.checkpoint (at)`.execute(tx)
  await sql`
    create index entry_about_card_at_idx on audit.entry (about_card, at) where (about_card is not null)`.execute(
    tx,
  )
  await sql`
    create index entry_about_order_at_idx on audit.entry (about_order, at) where (about_order is not null)`.execute(
    tx,
  )
  await sql`
    create index entry_about_person_at_idx on audit.entry (about_person, at) where (about_person is not null)`.execute(
    tx,
  )
  await sql`
    create index entry_by_actor on audit.entry (coalesce((actor ->> 'personId'), (actor ->> 'clientId'), (actor ->> 'name')), at)`.execute(
    tx,
  )
  await sql`
    create index entry_by_operation on audit.entry (operation, at)`.execute(tx)
  await sql`
    create index entry_by_time on audit.entry (at, arrived)`.execute(tx)
  await sql`
    create index entry_of_everybody on audit.entry (type, arrived) where (type in ('EntriesErased', 'AuditLogExported'))`.execute(
    tx,
  )
  await sql`
    insert into audit.tree values (true, 0, '\\x')`.execute(tx)
}
