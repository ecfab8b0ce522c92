import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { viewOrder as contract } from '@sotevarmenne/api/orders'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { OrderViewed } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { showOrder } from './show-order.ts'
import { orderById } from './store.ts'

export type ViewOrderRefusal = NotAtAPoint | { readonly kind: 'order-not-found' }

type ViewOrderResponse = Promise<Result<ResponseOf<typeof contract>, ViewOrderRefusal>>

/** One order, for its registration point only (R16). */
export const viewOrder =
  ({ db, clock, record, sealing }: OrdersDeps) =>
  async (
    permit: Permit<'orders.viewOrder'>,
    { orderId }: InputOf<typeof contract>,
  ): ViewOrderResponse => {
    const desk = registrarOf(permit)
    if (!desk.ok) return desk

    return db.write(async (tx): ViewOrderResponse => {
      const order = await orderById(tx, sealing, orderId)
      if (order?.content.point.pointId !== desk.value.pointId)
        return refuse({ kind: 'order-not-found' })

      const { personId } = order.content
      const viewed: OrderViewed = { type: 'OrderViewed', about: { personId, orderId } }
      await record(tx, viewed, permit)
      return ok(showOrder(order, dateInHelsinki(clock.now())))
    })
  }
