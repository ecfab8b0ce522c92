import { randomUUID } from 'node:crypto'
import { hour, plus } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CardId, CardOrdered } from './contract.ts'
import { aboutCard, tell, type Sealed } from './deps.ts'
import type { CardIn, CardSays } from './domain/card.ts'
import { sealAddress, type LetterAddress } from './letters/letter-address.ts'
import { findCardOfOrder, insertCard } from './store.ts'

/** What is to be produced: everything a card says, and where its letter goes. */
export type CardOrder = CardSays & {
  readonly orderId: string
  /** Person id. */
  readonly holder: string
  readonly letterAddress: LetterAddress | 'registration-point'
  readonly pointId: string
  /** To the letter's address, not to the point. */
  readonly isSentHome?: true
  /** The card in whose place it is to be. */
  readonly renews?: CardId
}

/** Takes a decided order to production. The same order again is the same card. */
export const acceptOrder =
  (deps: Sealed) =>
  async (
    tx: Tx,
    permit: Permit<
      'orders.placeOrder' | 'orders.renewCard' | 'access.bootstrap' | 'testCards.decide'
    >,
    { orderId, holder, letterAddress, pointId, isSentHome, renews, ...says }: CardOrder,
  ): Promise<CardId> => {
    const earlier = await findCardOfOrder(tx, orderId)
    if (earlier) return earlier.cardId

    const card: CardIn<'ordered'> = {
      cardId: randomUUID() as string as CardId,
      orderId,
      holder,
      pointId,
      ...(isSentHome && { isSentHome }),
      ...(renews !== undefined && { renews }),
      orderedAt: deps.clock.now(),
      state: 'ordered',
      says,
    }
    await insertCard(tx, card, sealAddress(deps, card.cardId, letterAddress))
    const ordered: CardOrdered = { type: 'CardOrdered', about: aboutCard(card) }
    await tell(deps, tx, ordered, permit)
    await deps.planJob(tx, {
      kind: 'cards.produce',
      key: `cards.produce/${card.cardId}`,
      payload: { cardId: card.cardId },
      // The beginning makes its cards itself: at once, the jobs process would take them from it.
      ...(permit.deed === 'access.bootstrap' && { dueAt: plus(card.orderedAt, hour) }),
    })
    return card.cardId
  }
