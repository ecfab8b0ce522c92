import { randomUUID } from 'node:crypto'
import { hour, plus } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CardId, CardIn, CardSays } from '#cards/card/contract.ts'
import { aboutCard, findCardOfOrder, insertCard, notify } from '#cards/card/index.ts'
import type { LetterAddress } from '#people/persons/contract.ts'
import type { CardOrdered } from './contract.ts'
import type { ProductionDeps } from './deps.ts'
import { storeOrderBasis, type OrderBasis } from './order-bases.ts'

/** What is to be produced: all data of the card, and the destination of its letter. */
export type CardOrder = CardSays & {
  readonly orderId: string
  /** Person id. */
  readonly holder: string
  readonly letterAddress: LetterAddress | 'registration-point'
  readonly pointId: string
  /** To the letter's address instead of the point. */
  readonly isSentHome?: true
  /** The agreement, and the delegation, on which it was ordered. */
  readonly restsOn?: readonly string[]
  /** The card that it replaces. */
  readonly renews?: CardId
}

/** Accepts a decided order for production. Idempotent: the same order is the same card. */
export const acceptOrder =
  (deps: ProductionDeps) =>
  async (
    tx: Tx,
    permit: Permit<
      'orders.placeOrder' | 'orders.renewCard' | 'permissions.bootstrap' | 'testCards.decide'
    >,
    { orderId, holder, letterAddress, pointId, isSentHome, renews, restsOn, ...says }: CardOrder,
    basis?: OrderBasis,
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
      ...(restsOn && { restsOn }),
      orderedAt: deps.clock.now(),
      state: 'ordered',
      says,
    }
    await insertCard(tx, card, deps.letters.sealAddress(card.cardId, letterAddress))
    if (basis || permit.operation === 'permissions.bootstrap')
      await storeOrderBasis(tx, deps.sealing, { orderId, basis })
    const ordered: CardOrdered = { type: 'CardOrdered', about: aboutCard(card) }
    await notify(deps, tx, ordered, permit)
    await deps.planJob(tx, {
      kind: 'cards.produce',
      key: `cards.produce/${card.cardId}`,
      payload: { cardId: card.cardId },
      // Bootstrap produces its cards itself: without the delay the jobs process would take them first.
      ...(permit.operation === 'permissions.bootstrap' && { dueAt: plus(card.orderedAt, hour) }),
    })
    return card.cardId
  }
