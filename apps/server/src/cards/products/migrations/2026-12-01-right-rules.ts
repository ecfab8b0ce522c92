import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Version 1 reads the table by its former name. */
export const oldestProgram = 2

/**
 * Right rules are dated and decided like prices. The shipped ones are the codes of the example registers; a
 * service connected to Terhikki needs those of the list “Valvira – Ammattioikeudet” (1.2.246.537.6.140).
 */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table products.price_change rename to dated_change`.execute(tx)
  await sql`alter index products.price_change_open rename to dated_change_open`.execute(tx)
  await sql`
    alter table products.dated_change
      drop constraint price_change_check,
      drop constraint price_change_kind_check,
      add constraint dated_change_price_list_check check ((price_list is null) = (kind <> 'prices')),
      add constraint dated_change_kind_check check (kind in ('prices', 'vat-rate', 'right-rules'))`.execute(
    tx,
  )
  await sql`
    insert into products.dated_change (change_id, kind, begins_on, content, decision)
    values ('6f0c6c3e-6b0e-4b5e-9a53-0d7d6f3f6c11', 'right-rules', '2021-01-01',
      '{"doctorId": ["T20", "T21", "T22"], "together": ["T20", "T22"]}', 'approved')`.execute(tx)
}
