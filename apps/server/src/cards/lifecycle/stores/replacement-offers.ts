import type { ReplacementReason } from '@sotevarmenne/api/cards'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'

/** One change in a register, and the card that it made outdated. */
export type Offer = {
  readonly changeId: string
  readonly cardId: string
  readonly because: ReplacementReason
}

/** False when it was offered or withdrawn before. */
export async function insertOffer(tx: Tx, offer: Offer, at: Instant): Promise<boolean> {
  const { rows } = await sql`
    insert into lifecycle.replacement_offer (change_id, card_id, because, offered_at)
    values (${offer.changeId}, ${offer.cardId}, ${offer.because}, ${timestamp(at)})
    on conflict do nothing returning change_id`.execute(tx)
  return rows.length > 0
}

/** Whether it was open; an offer for the same change that comes later is void. */
export async function takeBackOffer(tx: Tx, offer: Offer, at: Instant): Promise<boolean> {
  const { rows } = await sql<{ offered_at: Instant | null }>`
    insert into lifecycle.replacement_offer (change_id, card_id, because, taken_back_at)
    values (${offer.changeId}, ${offer.cardId}, ${offer.because}, ${timestamp(at)})
    on conflict (change_id) do update set taken_back_at = excluded.taken_back_at
      where replacement_offer.taken_back_at is null
    returning offered_at`.execute(tx)
  return rows.some(({ offered_at: offeredAt }) => offeredAt !== null)
}

/** Why a replacement is offered for each card, by the newest offer; cards without an offer are absent. */
export async function offersFor(
  tx: Tx,
  cardIds: readonly string[],
): Promise<ReadonlyMap<string, ReplacementReason>> {
  if (cardIds.length === 0) return new Map()
  const { rows } = await sql<{ card_id: string; because: ReplacementReason }>`
    select card_id, because from lifecycle.replacement_offer
    where card_id = any(${[...cardIds]}) and taken_back_at is null
    order by offered_at`.execute(tx)
  return new Map(rows.map((row) => [row.card_id, row.because]))
}
