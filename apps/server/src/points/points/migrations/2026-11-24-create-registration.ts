import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`create schema registration`.execute(tx)
  await sql`
    create table registration.point (
      point_id uuid primary key,
      name text not null unique,
      address jsonb not null,
      added_at timestamptz not null
    )`.execute(tx)
  await sql`
    create table registration.registrar (
      registrar_id uuid primary key,
      person_id uuid not null,
      point_id uuid not null references registration.point,
      appointed_at timestamptz not null,
      ends_at timestamptz,
      check (ends_at >= appointed_at)
    )`.execute(tx)
  await sql`
    create index registrar_by_person on registration.registrar (person_id, appointed_at desc)
  `.execute(tx)
}
