import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { OrderCancelled } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { cancelOrder as cancel, type Order } from './domain/order.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import { showOrder } from './show-order.ts'
import { lockOrder, saveOrder } from './store.ts'
import { texts } from './texts.ts'
import { orderNotFound } from './problems.ts'

export type CancelOrderRefusal =
  | NotAtAPoint
  | { readonly kind: 'order-not-found' }
  | { readonly kind: 'order-not-cancellable'; readonly state: Order['state'] }
  | { readonly kind: 'card-already-in-production' }

type CancelOrderResponse = Promise<Result<ResponseOf<typeof api.cancelOrder>, CancelOrderRefusal>>

/** Withdraws a draft of the registration point, or an order whose card has not been produced. */
export const cancelOrder = operation({
  contract: api.cancelOrder,
  problems: {
    ...notAtAPointProblems,
    'order-not-found': orderNotFound,
    'order-not-cancellable': { status: 409, ...texts.orderNotCancellable },
    'card-already-in-production': { status: 409, ...texts.cardAlreadyInProduction },
  },
  handle:
    ({ db, clock, record, cards, sealing }: OrdersDeps) =>
    async (permit, { orderId, because }): CancelOrderResponse => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk

      return db.write(async (tx): CancelOrderResponse => {
        const order = await lockOrder(tx, sealing, orderId)
        if (order?.content.point.pointId !== desk.value.pointId)
          return refuse({ kind: 'order-not-found' })
        if (order.state !== 'draft' && order.state !== 'ordered')
          return refuse({ kind: 'order-not-cancellable', state: order.state })

        const cardId = order.state === 'ordered' ? order.placement.cardId : undefined
        if (cardId !== undefined) {
          const withdrawn = await cards.cancelOrderedCard(tx, permit, cardId)
          if (!withdrawn.ok) return refuse({ kind: 'card-already-in-production' })
        }

        const now = clock.now()
        const cancelled = cancel(order, now)
        const event: OrderCancelled = {
          type: 'OrderCancelled',
          ...(because && { because }),
          about: { personId: order.content.personId, orderId, ...(cardId && { cardId }) },
        }
        await saveOrder(tx, sealing, cancelled)
        await record(tx, event, permit)
        return ok(showOrder(cancelled, dateInHelsinki(now)))
      })
    },
})
