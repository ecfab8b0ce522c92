import type { RenewalView } from '@sotevarmenne/api/renewals'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Order } from '#cards/orders/contract.ts'
import { renewalOf } from '#cards/orders/index.ts'
import type { Placed } from './find-renewable.ts'

/**
 * The renewal as in the HTTP contract; undefined for an order that is not a renewal, or ended without a card.
 */
export function showRenewal(order: Order): RenewalView | undefined {
  const { content } = order
  const renewal = renewalOf(content)
  if (!renewal || (order.state !== 'ordered' && order.state !== 'produced')) return undefined
  return {
    orderId: content.orderId,
    cardId: renewal.cardId,
    newCardId: order.placement.cardId,
    ground: renewal.decision.ground,
    decidedAt: formatInstant(order.placement.orderedAt),
    validTo: content.validTo,
    delivery: renewal.delivery,
    point: content.point,
    letterTo: content.letterTo === 'registration-point' ? content.letterTo : 'home',
    rulesVersion: renewal.decision.rulesVersion,
  }
}

/** The same for an order that is known to be one. */
export function showPlaced(order: Placed): RenewalView {
  const renewal = showRenewal(order)
  if (!renewal) throw new Error(`order ${order.content.orderId} is not a renewal`)
  return renewal
}
