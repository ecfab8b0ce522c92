import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema photos`.execute(tx)
  await sql`
    create table photos.photo (
      photo_id uuid not null,
      person_id uuid not null,
      image_sealed bytea not null,
      digest text not null,
      width integer not null,
      height integer not null,
      stored_at timestamptz not null,
      primary key (photo_id)
    )`.execute(tx)
  await sql`
    create table photos.photo_use (
      order_id uuid not null,
      photo_id uuid not null,
      retained_until timestamptz not null,
      primary key (order_id),
      foreign key (photo_id) references photos.photo(photo_id) on delete cascade
    )`.execute(tx)
  await sql`
    create index photo_use_by_photo on photos.photo_use (photo_id, retained_until)`.execute(tx)
}
