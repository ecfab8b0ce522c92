import type { ContactlessId } from '@sotevarmenne/identifiers/contactless-id'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { timestamp, type Tx } from '#platform/db.ts'

/** Of each of the cards that has one recorded. */
export async function contactlessIdsOf(
  tx: Tx,
  cardIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (cardIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('lifecycle.contactless_id')
    .select(['card_id', 'contactless_id'])
    .where('card_id', 'in', [...cardIds])
    .execute()
  return new Map(rows.map((row) => [row.card_id, row.contactless_id]))
}

/** The card that has the identifier, locked until the transaction ends. */
export async function lockCardWithId(tx: Tx, id: ContactlessId): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('lifecycle.contactless_id')
    .select('card_id')
    .where('contactless_id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row?.card_id
}

/** In place of what was recorded for the card. Returns whether it was: not if another card has it meanwhile. */
export async function saveContactlessId(
  tx: Tx,
  recorded: { readonly cardId: string; readonly id: ContactlessId; readonly at: Instant },
): Promise<boolean> {
  await eraseContactlessId(tx, recorded.cardId)
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('lifecycle.contactless_id')
    .values({
      card_id: recorded.cardId,
      contactless_id: recorded.id,
      recorded_at: timestamp(recorded.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Returns whether there was one. */
export async function eraseContactlessId(tx: Tx, cardId: string): Promise<boolean> {
  const { numDeletedRows } = await tables(tx)
    .deleteFrom('lifecycle.contactless_id')
    .where('card_id', '=', cardId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

type Tables = {
  'lifecycle.contactless_id': { card_id: string; contactless_id: string; recorded_at: Instant }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
