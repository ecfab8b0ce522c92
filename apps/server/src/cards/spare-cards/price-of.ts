import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import { priceOfSpareCard, type SpareCardPrice } from '#cards/products/index.ts'
import type { SpareCardsDeps } from './deps.ts'
import type { SpareCard } from './domain/spare-card.ts'

/** Its price, now or later: by the terms of the actual card and the day of the hand-over (R74, R115). */
export async function priceOf(
  { termsOf, clock }: Pick<SpareCardsDeps, 'termsOf' | 'clock'>,
  tx: Tx,
  card: SpareCard,
): Promise<SpareCardPrice> {
  const at = ('handedOverAt' in card ? card.handedOverAt : undefined) ?? clock.now()
  return priceOfSpareCard(tx, await termsOf(tx, card.orderId), dateInHelsinki(at))
}
