import type { Instant } from '@sotevarmenne/kernel/instant'
import { timestamp, type Tx } from '#platform/db.ts'
import type { CardId } from '#cards/card/contract.ts'

/** Records an unlock that has begun; returns how many there were since the instant, not counting this one. */
export async function noteUnlocking(
  tx: Tx,
  cardId: string,
  { at, since }: { readonly at: Instant; readonly since: Instant },
): Promise<number> {
  const earlier = await tables(tx)
    .selectFrom('lifecycle.unlocking')
    .select('begun_at')
    .where('card_id', '=', cardId)
    .where('begun_at', '>=', timestamp(since))
    .execute()
  await tables(tx)
    .insertInto('lifecycle.unlocking')
    .values({ card_id: cardId, begun_at: timestamp(at) })
    .execute()
  return earlier.length
}

export async function insertHandOver(
  tx: Tx,
  handOver: {
    readonly cardId: CardId
    readonly at: Instant
    readonly identificationSealed: Uint8Array
  },
): Promise<void> {
  await tables(tx)
    .insertInto('lifecycle.hand_over')
    .values({
      card_id: handOver.cardId,
      handed_over_at: timestamp(handOver.at),
      identification_sealed: handOver.identificationSealed,
    })
    .execute()
}

/**
 * Erases by which document the holder was identified; that and when the card was handed over remains stored.
 */
export async function eraseHandOver(tx: Tx, cardId: string): Promise<void> {
  await tables(tx).deleteFrom('lifecycle.hand_over').where('card_id', '=', cardId).execute()
}

type Tables = {
  'lifecycle.hand_over': {
    card_id: string
    handed_over_at: Instant
    identification_sealed: Uint8Array
  }
  'lifecycle.unlocking': { card_id: string; begun_at: Instant }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
