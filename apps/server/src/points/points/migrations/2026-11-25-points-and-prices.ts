import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table registration.point
      add column details jsonb,
      add column version integer not null default 1,
      add column sought text not null default ''`.execute(tx)
  await sql`update registration.point set sought = lower(name)`.execute(tx)
  await sql`create index point_by_name on registration.point (name, point_id)`.execute(tx)
  await sql`
    create table registration.point_version (
      point_id uuid not null references registration.point,
      version integer not null check (version > 0),
      facts jsonb not null,
      entered_at timestamptz not null,
      entered_by uuid,
      primary key (point_id, version)
    )`.execute(tx)
  await sql`
    insert into registration.point_version (point_id, version, facts, entered_at)
    select point_id, 1, jsonb_build_object('name', name, 'address', address), added_at
    from registration.point`.execute(tx)
  await sql`
    create table registration.price (
      price_id uuid primary key,
      point_id uuid not null references registration.point,
      service text not null,
      net_cents integer not null check (net_cents >= 0),
      cost_cents integer not null,
      vat_permille integer not null,
      cost_sheet jsonb not null,
      is_free_for_own_staff boolean not null,
      valid_from date not null,
      valid_to date check (valid_to >= valid_from),
      check (net_cents <= cost_cents),
      unique (point_id, service, valid_from)
    )`.execute(tx)
  await sql`alter table registration.registrar add column training jsonb`.execute(tx)
  await sql`create index registrar_by_point on registration.registrar (point_id)`.execute(tx)
}
