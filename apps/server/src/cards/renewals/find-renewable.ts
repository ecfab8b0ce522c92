import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ProfessionalCard } from '#cards/lifecycle/index.ts'
import type { Order, OrderIn } from '#cards/orders/contract.ts'
import { renewalOf } from '#cards/orders/index.ts'
import type { Tx } from '#platform/db.ts'
import type { RenewalsDeps } from './deps.ts'

export type NotRenewable =
  { readonly kind: 'card-not-found' } | { readonly kind: 'renewed-by-employer' }

/** The order of a renewal. */
export type Placed = OrderIn<'ordered' | 'produced'>

/** The service's own data for renewing one card. */
export type Renewable = {
  readonly card: ProfessionalCard
  readonly cards: readonly ProfessionalCard[]
  readonly orders: readonly Order[]
  /** An active renewal of this card: the same form sent again returns this one. */
  readonly earlier?: Placed
}

export async function findRenewable(
  { cards, orders }: Pick<RenewalsDeps, 'cards' | 'orders'>,
  tx: Tx,
  { holder, cardId }: { readonly holder: string; readonly cardId: string },
): Promise<Result<Renewable, NotRenewable>> {
  const owned = await cards.professionalCardsOf(tx, holder)
  const card = owned.find((each) => each.cardId === cardId)
  if (!card) {
    const others = await cards.cardsOf(tx, holder)
    const isOfEmployer = others.some((each) => each.cardId === cardId)
    return refuse({ kind: isOfEmployer ? 'renewed-by-employer' : 'card-not-found' })
  }
  const placed = await orders.ordersOf(tx, holder)
  const earlier = earlierRenewal(card.cardId, { cards: owned, orders: placed })
  return ok({ card, cards: owned, orders: placed, ...(earlier && { earlier }) })
}

/** The renewal of the card, if its new card is not cancelled. */
export function earlierRenewal(
  cardId: string,
  { cards, orders }: Pick<Renewable, 'cards' | 'orders'>,
): Placed | undefined {
  for (const order of orders) {
    if (order.state !== 'ordered' && order.state !== 'produced') continue
    if (renewalOf(order.content)?.cardId !== cardId) continue
    const created = cards.find((each) => each.cardId === order.placement.cardId)
    if (created?.state !== 'cancelled') return order
  }
  return undefined
}
