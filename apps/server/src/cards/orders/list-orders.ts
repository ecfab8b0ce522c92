import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { Result } from '@sotevarmenne/kernel/result'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { OrderListed } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import { showOrderAtDesk } from './show-order.ts'
import { ordersNewestFirst } from './store.ts'

export type ListOrdersRefusal = NotAtAPoint | CursorRefusal

/** Orders of the registration point, newest first. An access record is written for each order shown (R51). */
export const listOrders = operation({
  contract: api.listOrders,
  problems: {
    ...notAtAPointProblems,
    ...cursorProblems,
  },
  handle:
    ({ db, clock, record, sealing }: OrdersDeps) =>
    async (
      permit,
      { state, ...requested },
    ): Promise<Result<ResponseOf<typeof api.listOrders>, ListOrdersRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk

      const { registrar, pointId } = desk.value
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
            const viewer = { registrar, now: clock.now() }
            return { orders: page.map((order) => showOrderAtDesk(order, viewer)) }
          },
        }),
      )
    },
})
