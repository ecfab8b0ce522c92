import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { id } from '@sotevarmenne/api/values'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { holdersNamed, searchTooBroadProblems, type SearchTooBroad } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { OrderListed } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import { showOrderAtDesk } from './show-order.ts'
import { ordersNewestFirst, type OrdersSought } from './store.ts'

export type ListOrdersRefusal = NotAtAPoint | CursorRefusal | SearchTooBroad

/** Orders of the registration point, newest first. An access record is written for each order shown (R51). */
export const listOrders = operation({
  contract: api.listOrders,
  problems: {
    ...notAtAPointProblems,
    ...cursorProblems,
    ...searchTooBroadProblems,
  },
  handle:
    ({ db, clock, record, people, sealing }: OrdersDeps) =>
    async (
      permit,
      { state, search, ...requested },
    ): Promise<Result<ResponseOf<typeof api.listOrders>, ListOrdersRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk

      const { registrar, pointId } = desk.value
      return db.write(
        async (tx): Promise<Result<ResponseOf<typeof api.listOrders>, ListOrdersRefusal>> => {
          const of = search === undefined ? ok(undefined) : await soughtBy(people, tx, search)
          if (!of.ok) return of
          return showPage(requested, {
            find: (sought) =>
              ordersNewestFirst(tx, sealing, { ...sought, pointId, state, of: of.value }),
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
          })
        },
      )
    },
})

/** An order by its number, or the orders of the people of that name. */
async function soughtBy(
  people: OrdersDeps['people'],
  tx: Tx,
  search: string,
): Promise<Result<OrdersSought, SearchTooBroad>> {
  const orderId = id.safeParse(search.toLowerCase())
  if (orderId.success) return ok({ orderId: orderId.data })
  const named = await holdersNamed(people, tx, search)
  return named.ok ? ok({ personIds: named.value }) : named
}
