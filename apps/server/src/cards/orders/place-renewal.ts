import { createHash } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { rightRulesOn } from '#cards/products/index.ts'
import type { OrderBasis } from '#cards/production/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { OrdersDeps } from './deps.ts'
import { orderRenewal, type OrderIn, type RenewalContent } from './domain/order.ts'
import { cardOrderOf } from './place-order.ts'
import { insertPlacedOrder } from './store.ts'

/**
 * Stores a renewal that the rules have decided, and hands it to production: an order that was never a draft.
 * The caller records the decision.
 */
export const placeRenewal =
  ({ cards, sealing }: Pick<OrdersDeps, 'cards' | 'sealing'>) =>
  async (
    tx: Tx,
    permit: Permit<'orders.renewCard'>,
    content: RenewalContent,
    {
      statement,
      rulesVersion,
      orderedAt,
      basis,
    }: {
      /** The decision, byte for byte. */
      readonly statement: Uint8Array
      readonly rulesVersion: string
      readonly orderedAt: Instant
      /** The holder's confirmation. */
      readonly basis: OrderBasis
    },
  ): Promise<Result<OrderIn<'ordered'>, { readonly kind: 'order-pending' }>> => {
    const cardId = await cards.acceptOrder(tx, permit, cardOrderOf(content), basis)
    const statementDigest = createHash('sha256').update(statement).digest('hex')
    const order = orderRenewal(content, {
      ...{ orderedAt, cardId, statement },
      decided: { statementDigest, rulesVersion },
    })
    const rules = await rightRulesOn(tx, dateInHelsinki(orderedAt))
    const saved = await insertPlacedOrder(tx, sealing, order, rules)
    return saved.ok ? ok(order) : saved
  }
