import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Version 1 writes no card number. */
export const oldestProgram = 2

/** Each try has a card number of its own, which identifies the admin key of what it left on the chip. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table spare_cards.taken_chip add column card_number text`.execute(tx)
  await sql`
    update spare_cards.taken_chip set card_number = spare_card.card_number
    from spare_cards.spare_card where spare_card.spare_card_id = taken_chip.spare_card_id`.execute(
    tx,
  )
  await sql`
    alter table spare_cards.taken_chip alter column card_number set not null,
    add check (card_number ~ '^[0-9]{17}$')`.execute(tx)
}
