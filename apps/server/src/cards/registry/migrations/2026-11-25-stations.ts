import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table cards.production_try
      add column station text,
      add column reader text,
      add column stage text not null default 'making-keys'`.execute(tx)
  await sql`create index production_try_ended on cards.production_try (ended_at)`.execute(tx)
  await sql`create index production_try_of_chip on cards.production_try (chip_serial)`.execute(tx)
  await sql`
    create index card_in_production on cards.card (ordered_at)
      where state in ('ordered', 'inProduction', 'productionFailed')`.execute(tx)
  await sql`
    create table cards.station_reader (
      client_id text not null,
      reader text not null,
      station text not null,
      state text not null,
      said_at timestamptz not null,
      primary key (client_id, reader)
    )`.execute(tx)
}
