import { randomUUID } from 'node:crypto'
import { hour, plus } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Language, Text } from '#platform/texts.ts'
import type { Address } from '../people/contract.ts'
import type { CardId, CardOrdered } from './contract.ts'
import { aboutCard, tell, type Sealed } from './deps.ts'
import type { CardIn } from './domain/card.ts'
import { sealAddress } from './letters/letter-address.ts'
import { findCardOfOrder, insertCard } from './store.ts'

/** What is to be produced: everything a card says, and where its letter goes. */
export type CardOrder = {
  readonly orderId: string
  /** Person id. */
  readonly holder: string
  readonly givenNames: string
  readonly surname: string
  readonly registrationNumber: string
  readonly doctorId?: string
  readonly right: { readonly code: string; readonly title: Text; readonly validTo?: LocalDate }
  /** The last day of the card, inclusive. */
  readonly validTo: LocalDate
  readonly photoId?: string
  readonly language: Language
  readonly letterAddress: Address | 'registration-point'
  readonly pointId: string
}

/** Takes a decided order to production. The same order again is the same card. */
export const acceptOrder =
  (deps: Sealed) =>
  async (
    tx: Tx,
    permit: Permit<'orders.placeOrder' | 'access.bootstrap'>,
    order: CardOrder,
  ): Promise<CardId> => {
    const earlier = await findCardOfOrder(tx, order.orderId)
    if (earlier) return earlier.cardId

    const card: CardIn<'ordered'> = {
      cardId: randomUUID() as string as CardId,
      orderId: order.orderId,
      holder: order.holder,
      pointId: order.pointId,
      orderedAt: deps.clock.now(),
      state: 'ordered',
      says: {
        givenNames: order.givenNames,
        surname: order.surname,
        registrationNumber: order.registrationNumber,
        ...(order.doctorId !== undefined && { doctorId: order.doctorId }),
        rightCode: order.right.code,
        title: order.right.title,
        validTo: order.validTo,
        ...(order.photoId !== undefined && { photoId: order.photoId }),
        language: order.language,
      },
    }
    await insertCard(tx, card, sealAddress(deps, card.cardId, order.letterAddress))
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
