import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { viewOrder as contract } from '@sotevarmenne/api/orders'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { OrderViewed } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { showOrder } from './show-order.ts'
import { orderById } from './store.ts'

export type ViewOrderRefusal = { readonly kind: 'order-not-found' }

/** One order, to those of its registration point, or to one whose work is not bound to a point. */
export const viewOrder =
  ({ db, clock, record, sealing }: OrdersDeps) =>
  (
    permit: Permit<'orders.viewOrder'>,
    { orderId }: InputOf<typeof contract>,
  ): Promise<Result<AnswerOf<typeof contract>, ViewOrderRefusal>> =>
    db.write(async (tx) => {
      const order = await orderById(tx, sealing, orderId)
      if (!order) return refuse({ kind: 'order-not-found' })

      const { personId, point } = order.content
      if (permit.pointId !== undefined && permit.pointId !== point.pointId)
        return refuse({ kind: 'order-not-found' })

      const viewed: OrderViewed = { type: 'OrderViewed', about: { personId, orderId } }
      await record(tx, viewed, permit)
      return ok(showOrder(order, dateInHelsinki(clock.now())))
    })
