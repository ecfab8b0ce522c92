import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { CardCancelled } from '#cards/card/contract.ts'
import type { CardProduced } from '#cards/production/contract.ts'
import type { OrdersDeps } from './deps.ts'
import { cancelOrder, produceOrder } from './domain/order.ts'
import { lockOrderOfCard, saveOrder } from './store.ts'

/**
 * The order follows its card: once the card is produced, the order is complete; if it is cancelled before,
 * the order ends. Events may arrive in any order and twice, so the current state of the card is read. They
 * are the record of this step.
 */
export const followCard = ({
  db,
  clock,
  cards,
  sealing,
  onProduced,
}: Pick<
  OrdersDeps,
  'db' | 'clock' | 'cards' | 'sealing' | 'onProduced'
>): readonly Subscription[] => {
  const follow = async (cardId: string): Promise<void> => {
    const followed = await db.write<number | undefined, never>(async (tx) => {
      const order = await lockOrderOfCard(tx, sealing, cardId)
      if (order?.state !== 'ordered') return ok(undefined)

      const owned = await cards.cardsOf(tx, order.content.personId)
      const card = owned.find((candidate) => candidate.cardId === cardId)
      if (card?.timeline.some(({ what }) => what === 'CardProduced')) {
        const produced = produceOrder(order, clock.now())
        await saveOrder(tx, sealing, produced)
        return ok(produced.producedAt - order.placement.orderedAt)
      }
      if (card?.state === 'cancelled') await saveOrder(tx, sealing, cancelOrder(order, clock.now()))
      return ok(undefined)
    })
    if (followed.ok && followed.value !== undefined) onProduced?.(followed.value)
  }
  return followed.map((event) => ({
    event,
    listener: 'orders.followCard',
    handle: (recorded) => follow(aboutCard.parse(recorded).about.cardId),
  }))
}

const followed = ['CardProduced', 'CardCancelled'] as const satisfies readonly (
  CardProduced | CardCancelled
)['type'][]

const aboutCard = z.object({ about: z.object({ cardId: z.string() }) })
