import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema audit`.execute(tx)
  await sql`
    create table audit.entry (
      entry_id uuid primary key,
      arrived bigint generated always as identity,
      at timestamptz not null,
      type text not null,
      deed text not null,
      actor jsonb not null,
      reason text not null,
      point_id text,
      about_person text,
      about_card text,
      about_order text,
      event jsonb,
      salt bytea,
      digest bytea not null
    )`.execute(tx)
  for (const subject of ['person', 'card', 'order'])
    await sql`
      create index on audit.entry (${sql.ref(`about_${subject}`)}, at)
      where ${sql.ref(`about_${subject}`)} is not null`.execute(tx)
  await sql`create table audit.pending (entry_id uuid primary key)`.execute(tx)
  await sql`
    create table audit.leaf (
      position bigint primary key,
      entry_id uuid not null unique,
      digest bytea not null
    )`.execute(tx)
  await sql`
    create table audit.node (
      level int not null,
      index bigint not null,
      hash bytea not null,
      primary key (level, index)
    )`.execute(tx)
  await sql`
    create table audit.tree (
      single boolean primary key default true check (single),
      size bigint not null,
      roots bytea not null
    )`.execute(tx)
  await sql`insert into audit.tree (size, roots) values (0, '')`.execute(tx)
  await sql`
    create table audit.checkpoint (
      size bigint primary key,
      root bytea not null,
      at timestamptz not null,
      signature bytea not null
    )`.execute(tx)
}
