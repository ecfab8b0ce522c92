import type { CancellationReason } from '@sotevarmenne/api/cards'
import type { Tx } from '#platform/db.ts'
import type { Card, CardId, OrderedSays } from '#cards/card/contract.ts'
import { cardsOfHolder, cardsWithEvent, findCard, isOrdered } from '#cards/card/index.ts'
import type { CardHandedOver } from './contract.ts'

/** The card that another card replaces, temporarily or for good. */
export type ActualCard<Says extends OrderedSays = OrderedSays> = {
  readonly cardId: CardId
  readonly orderId: string
  /** Person id. */
  readonly holder: string
  readonly pointId: string
  readonly product: Says['product']
  readonly state: Card['state']
  readonly cancelledBecause?: CancellationReason
  /** Whether its holder has ever had it. */
  readonly wasHandedOver: boolean
  readonly says: Says
}

export type ProfessionalCard = ActualCard<Extract<OrderedSays, { product: 'professional-card' }>>

export async function findActualCard(tx: Tx, cardId: string): Promise<ActualCard | undefined> {
  const card = await findCard(tx, cardId)
  return card && (await actual(tx, [card]))[0]
}

/** Oldest first. */
export const actualCardsOf = async (tx: Tx, personId: string): Promise<readonly ActualCard[]> =>
  actual(tx, await cardsOfHolder(tx, personId))

/** Cards that are bound to a right, oldest first. */
export const professionalCardsOf = async (
  tx: Tx,
  personId: string,
): Promise<readonly ProfessionalCard[]> =>
  (await actualCardsOf(tx, personId)).flatMap(({ says, ...card }) =>
    says.product === 'professional-card' ? [{ ...card, product: says.product, says }] : [],
  )

async function actual(tx: Tx, cards: readonly Card[]): Promise<readonly ActualCard[]> {
  const handedOver = await cardsWithEvent(
    tx,
    cards.map(({ cardId }) => cardId),
    'CardHandedOver' satisfies CardHandedOver['type'],
  )
  return cards.flatMap(({ says, ...card }) =>
    isOrdered(says)
      ? [
          {
            cardId: card.cardId,
            orderId: card.orderId,
            holder: card.holder,
            pointId: card.pointId,
            product: says.product,
            state: card.state,
            ...(card.state === 'cancelled' && { cancelledBecause: card.reason }),
            wasHandedOver: handedOver.has(card.cardId),
            says,
          },
        ]
      : [],
  )
}
