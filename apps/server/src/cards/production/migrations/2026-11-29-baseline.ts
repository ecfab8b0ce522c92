import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema production`.execute(tx)
  await sql`
    create table production.production_try (
      try_id uuid not null,
      card_id uuid not null,
      state text not null,
      card_number text not null,
      chip_serial text,
      findings jsonb,
      started_at timestamptz not null,
      ended_at timestamptz,
      station text,
      reader text,
      stage text default 'generating-keys' not null,
      check (state in ('running', 'finished', 'failed', 'abandoned')),
      unique (card_number),
      primary key (try_id)
    )`.execute(tx)
  await sql`
    create table production.station_reader (
      client_id text not null,
      reader text not null,
      station text not null,
      state text not null,
      said_at timestamptz not null,
      primary key (client_id, reader)
    )`.execute(tx)
  await sql`
    create index production_try_ended on production.production_try (ended_at)`.execute(tx)
  await sql`
    create index production_try_of_card on production.production_try (card_id)`.execute(tx)
  await sql`
    create index production_try_of_chip on production.production_try (chip_serial)`.execute(tx)
}
