import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import type { ActualCard } from '#cards/index.ts'
import type { Tx } from '#platform/db.ts'
import { decideSpareCard, type SpareCardRefusal } from '#products/index.ts'
import type { SpareCardsDeps } from './deps.ts'
import { isOpen } from './domain/spare-card.ts'
import { spareCardsOfHolder } from './stores/spare-cards.ts'

type Decided = Result<{ readonly validTo: LocalDate }, SpareCardRefusal>

/**
 * Gathers everything on which spare cards of a person are decided, but what the registers say, and decides for a card. Every actual
 * card is of one product yet: another of the holder’s stands for the same work.
 */
export async function deciding(
  { cards }: Pick<SpareCardsDeps, 'cards'>,
  tx: Tx,
  {
    holder,
    madeBy,
    today,
  }: { readonly holder: string; readonly madeBy: string; readonly today: LocalDate },
): Promise<{
  readonly actualCards: readonly ActualCard[]
  readonly decide: (card: ActualCard) => Decided
}> {
  const actualCards = await cards.actualCardsOf(tx, holder)
  const open = (await spareCardsOfHolder(tx, holder)).filter(isOpen)
  return {
    actualCards,
    decide: (card) => {
      const other = actualCards.find((each) => each.cardId !== card.cardId && isInHand(each))
      const openHere = open.find(({ actualCardId }) => actualCardId === card.cardId)
      return decideSpareCard({
        madeBy,
        holder,
        card: {
          isInHand: isInHand(card),
          wasHandedOver: card.wasHandedOver,
          ...(card.closedBecause !== undefined && { closedBecause: card.closedBecause }),
          validTo: card.says.validTo,
        },
        ...(other && { otherCardInHand: other.cardId }),
        ...(openHere && { openSpareCardId: openHere.spareCardId }),
        today,
      })
    },
  }
}

const isInHand = ({ state }: ActualCard): boolean => state === 'handedOver' || state === 'inUse'
