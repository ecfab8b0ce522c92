import type { Reliance } from '#cards/card/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { ChangesDeps } from './deps.ts'
import { followedSpareCardsOf } from './stores/spare-cards.ts'

/** What the registers must confirm for the person's cards and spare cards that are not cancelled. */
export async function allReliancesOf(
  { reliances }: Pick<ChangesDeps, 'reliances'>,
  tx: Tx,
  personId: string,
): Promise<readonly Reliance[]> {
  const found = [...(await reliances.reliancesOf(tx, personId))]
  for (const { spareCardId, actualCardId, validTo } of await followedSpareCardsOf(tx, personId)) {
    const actual = await reliances.relianceOfCard(tx, actualCardId)
    if (actual !== undefined) found.push({ ...actual, cardId: spareCardId, validTo })
  }
  return found
}
