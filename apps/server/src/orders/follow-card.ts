import { ok } from '@sotevarmenne/kernel/result'
import type { Subscription } from '#platform/outbox.ts'
import type { OrdersDeps } from './deps.ts'
import { cancelOrder, produceOrder } from './domain/order.ts'
import { lockOrderOfCard, saveOrder } from './store.ts'

/**
 * The order follows its card: made, the order has done its work; closed before it was made, nothing comes of it.
 * The card's event is the record. Hearing it twice changes nothing, for the order has left its state by then.
 */
export const followCard = ({
  db,
  clock,
}: Pick<OrdersDeps, 'db' | 'clock'>): readonly Subscription[] => {
  const onCard = (event: string, step: typeof produceOrder | typeof cancelOrder): Subscription => ({
    event,
    listener: 'orders.followCard',
    handle: async ({ cardId }) => {
      if (typeof cardId !== 'string') throw new Error(`${event} without its card`)
      await db.write(async (tx) => {
        const order = await lockOrderOfCard(tx, cardId)
        if (order?.state === 'ordered') await saveOrder(tx, step(order, clock.now()))
        return ok(undefined)
      })
    },
  })
  return [onCard('CardProduced', produceOrder), onCard('CardClosed', cancelOrder)]
}
