import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Version 1 reads the column. */
export const oldestProgram = 2

/** The name of the price list moves into the content, so that every table of changes from a day on is alike. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    update products.dated_change
    set content = content || jsonb_build_object('list', price_list) where kind = 'prices'`.execute(
    tx,
  )
  // With it go the constraint on it and the index of waiting changes.
  await sql`alter table products.dated_change drop column price_list`.execute(tx)
  await sql`drop index if exists products.dated_change_open`.execute(tx)
  await sql`
    create unique index dated_change_open on products.dated_change (kind, begins_on)
      where (decision is null)`.execute(tx)
}
