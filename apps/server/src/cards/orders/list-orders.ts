import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { listOrders as contract } from '@sotevarmenne/api/orders'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import { showPage, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type { OrderListed } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { showOrder } from './show-order.ts'
import { ordersNewestFirst } from './store.ts'

export type ListOrdersRefusal = NotAtAPoint | CursorRefusal

/** Orders of the registration point, newest first. An access record is written for each order shown (R51). */
export const listOrders =
  ({ db, clock, record, sealing }: OrdersDeps) =>
  async (
    permit: Permit<'orders.listOrders'>,
    { state, ...requested }: InputOf<typeof contract>,
  ): Promise<Result<ResponseOf<typeof contract>, ListOrdersRefusal>> => {
    const desk = registrarOf(permit)
    if (!desk.ok) return desk

    const { pointId } = desk.value
    return db.write((tx) =>
      showPage(requested, {
        find: (sought) => ordersNewestFirst(tx, sealing, { ...sought, pointId, state }),
        placeOf: ({ content }) => ({ at: content.draftedAt, id: content.orderId }),
        show: async (page) => {
          for (const { content } of page) {
            const { personId, orderId } = content
            const listed: OrderListed = { type: 'OrderListed', about: { personId, orderId } }
            await record(tx, listed, permit)
          }
          const today = dateInHelsinki(clock.now())
          return { orders: page.map((order) => showOrder(order, today)) }
        },
      }),
    )
  }
