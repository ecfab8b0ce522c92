import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { listOrders as contract } from '@sotevarmenne/api/orders'
import { instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { OrderListed } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { registrarOf, type NotAtAPoint } from '#registration/index.ts'
import { showOrder } from './show-order.ts'
import { ordersNewestFirst, type PagePosition } from './store.ts'

export type ListOrdersRefusal = NotAtAPoint | { readonly kind: 'cursor-unreadable' }

/** Orders of the registration point, newest first. Each order shown was looked at (R51). */
export const listOrders =
  ({ db, clock, record, sealing }: OrdersDeps) =>
  async (
    permit: Permit<'orders.listOrders'>,
    { state, cursor, limit }: InputOf<typeof contract>,
  ): Promise<Result<AnswerOf<typeof contract>, ListOrdersRefusal>> => {
    const desk = registrarOf(permit)
    if (!desk.ok) return desk

    const after = cursor === undefined ? undefined : positionOf(cursor)
    if (cursor !== undefined && after === undefined) return refuse({ kind: 'cursor-unreadable' })

    return db.write(async (tx) => {
      // One more than asked tells whether there is a next page.
      const found = await ordersNewestFirst(tx, sealing, {
        pointId: desk.value.pointId,
        state,
        after,
        limit: limit + 1,
      })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      for (const { content } of page) {
        const { personId, orderId } = content
        const listed: OrderListed = { type: 'OrderListed', about: { personId, orderId } }
        await record(tx, listed, permit)
      }
      const today = dateInHelsinki(clock.now())
      return ok({
        orders: page.map((order) => showOrder(order, today)),
        ...(found.length > limit && last && { nextCursor: cursorOf(last.content) }),
      })
    })
  }

/** A place in the list as an opaque text: the time of drafting and the order. */
const cursorOf = ({ draftedAt, orderId }: PagePosition): string =>
  Buffer.from(`${String(draftedAt)};${orderId}`).toString('base64url')

function positionOf(cursor: string): PagePosition | undefined {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const [, draftedAt, orderId] =
    /^(\d{1,13});([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? []
  if (draftedAt === undefined || orderId === undefined) return undefined
  return { draftedAt: instant(Number(draftedAt)), orderId }
}
