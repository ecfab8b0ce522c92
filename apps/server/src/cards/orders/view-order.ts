import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { OrderViewed } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import { showOrderAtDesk } from './show-order.ts'
import { orderById } from './store.ts'
import { orderNotFound } from './problems.ts'

export type ViewOrderRefusal = NotAtAPoint | { readonly kind: 'order-not-found' }

type ViewOrderResponse = Promise<Result<ResponseOf<typeof api.viewOrder>, ViewOrderRefusal>>

/** One order, for its registration point only (R16). */
export const viewOrder = operation({
  contract: api.viewOrder,
  problems: {
    ...notAtAPointProblems,
    'order-not-found': orderNotFound,
  },
  handle:
    ({ db, clock, record, sealing }: OrdersDeps) =>
    async (permit, { orderId }): ViewOrderResponse => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk

      return db.write(async (tx): ViewOrderResponse => {
        const order = await orderById(tx, sealing, orderId)
        if (order?.content.point.pointId !== desk.value.pointId)
          return refuse({ kind: 'order-not-found' })

        const { personId } = order.content
        const viewed: OrderViewed = { type: 'OrderViewed', about: { personId, orderId } }
        await record(tx, viewed, permit)
        return ok(showOrderAtDesk(order, { registrar: desk.value.registrar, now: clock.now() }))
      })
    },
})
