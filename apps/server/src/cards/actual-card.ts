import type { Tx } from '#platform/db.ts'
import type { CardId, ClosingReason } from './contract.ts'
import type { Card, CardSays } from './domain/card.ts'
import { cardsEverHandedOver, cardsOfHolder, findCard } from './store.ts'

/** A professional card as the one in whose place a spare card stands for a while. */
export type ActualCard = {
  readonly cardId: CardId
  readonly orderId: string
  /** Person id. */
  readonly holder: string
  readonly pointId: string
  readonly product: 'professional-card'
  readonly state: Card['state']
  readonly closedBecause?: ClosingReason
  /** Whether its holder ever had it in hand. */
  readonly wasHandedOver: boolean
  readonly says: Extract<CardSays, { product: 'professional-card' }>
}

export async function findActualCard(tx: Tx, cardId: string): Promise<ActualCard | undefined> {
  const card = await findCard(tx, cardId)
  return card && (await actual(tx, [card]))[0]
}

/** The oldest first. */
export const actualCardsOf = async (tx: Tx, personId: string): Promise<readonly ActualCard[]> =>
  actual(tx, await cardsOfHolder(tx, personId))

async function actual(tx: Tx, cards: readonly Card[]): Promise<readonly ActualCard[]> {
  const handedOver = await cardsEverHandedOver(
    tx,
    cards.map(({ cardId }) => cardId),
  )
  return cards.flatMap(({ says, ...card }) =>
    says.product !== 'professional-card'
      ? []
      : [
          {
            cardId: card.cardId,
            orderId: card.orderId,
            holder: card.holder,
            pointId: card.pointId,
            product: says.product,
            state: card.state,
            ...(card.state === 'closed' && { closedBecause: card.reason }),
            wasHandedOver: handedOver.has(card.cardId),
            says,
          },
        ],
  )
}
