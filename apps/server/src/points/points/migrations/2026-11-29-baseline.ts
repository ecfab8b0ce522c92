import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema points`.execute(tx)
  await sql`
    create table points.point (
      point_id uuid not null,
      name text not null,
      address jsonb not null,
      added_at timestamptz not null,
      details jsonb,
      version integer default 1 not null,
      sought text default '' not null,
      unique (name),
      primary key (point_id)
    )`.execute(tx)
  await sql`
    create table points.point_version (
      point_id uuid not null,
      version integer not null,
      facts jsonb not null,
      entered_at timestamptz not null,
      entered_by uuid,
      check (version > 0),
      primary key (point_id, version),
      foreign key (point_id) references points.point(point_id)
    )`.execute(tx)
  await sql`
    create table points.price (
      price_id uuid not null,
      point_id uuid not null,
      service text not null,
      net_cents integer not null,
      cost_cents integer not null,
      vat_permille integer not null,
      cost_sheet jsonb not null,
      is_free_for_own_staff boolean not null,
      valid_from date not null,
      valid_to date,
      check (valid_to >= valid_from),
      check (net_cents <= cost_cents),
      check (net_cents >= 0),
      primary key (price_id),
      unique (point_id, service, valid_from),
      foreign key (point_id) references points.point(point_id)
    )`.execute(tx)
  await sql`
    create table points.registrar (
      registrar_id uuid not null,
      person_id uuid not null,
      point_id uuid not null,
      appointed_at timestamptz not null,
      ends_at timestamptz,
      training jsonb,
      check (ends_at >= appointed_at),
      primary key (registrar_id),
      foreign key (point_id) references points.point(point_id)
    )`.execute(tx)
  await sql`
    create index point_by_name on points.point (name, point_id)`.execute(tx)
  await sql`
    create index point_of_point_operator on points.point (((details ->> 'pointOperatorBusinessId'))) where ((details ->> 'pointOperatorBusinessId') is not null)`.execute(
    tx,
  )
  await sql`
    create index registrar_by_person on points.registrar (person_id, appointed_at desc)`.execute(tx)
  await sql`
    create index registrar_by_point on points.registrar (point_id)`.execute(tx)
}
