import type { Card } from '@sotevarmenne/api/cards'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { ActivationLetterRedirected, CardClosed, CardProduced } from '#cards/contract.ts'
import type { OrdersDeps } from './deps.ts'
import { cancelOrder, forgetLetterAddress, produceOrder, type Order } from './domain/order.ts'
import { lockOrderOfCard, saveOrder } from './store.ts'

/**
 * The order follows its card: made, the order has done its work; closed before it was made, nothing comes of it; and an
 * address that the letter may not go to is kept here no longer either (R23). Events come in no promised order and may
 * come twice, so the card itself is asked what became of it. They are the record of this step.
 */
export const followCard = ({
  db,
  clock,
  cards,
  sealing,
}: Pick<OrdersDeps, 'db' | 'clock' | 'cards' | 'sealing'>): readonly Subscription[] => {
  const follow = async (cardId: string): Promise<void> => {
    await db.write(async (tx) => {
      const order = await lockOrderOfCard(tx, sealing, cardId)
      if (!order) return ok(undefined)

      const owned = await cards.cardsOf(tx, order.content.personId)
      const card = owned.find((candidate) => candidate.cardId === cardId)
      if (card) await saveOrder(tx, sealing, inStepWith(card, order, clock.now()))
      return ok(undefined)
    })
  }
  return followed.map((event) => ({
    event,
    listener: 'orders.followCard',
    handle: (recorded) => follow(aboutCard.parse(recorded).about.cardId),
  }))
}

function inStepWith({ state, timeline }: Card, order: Order, now: Instant): Order {
  const happened = (event: (typeof followed)[number]): boolean =>
    timeline.some(({ what }) => what === event)
  const kept = happened('ActivationLetterRedirected') ? forgetLetterAddress(order) : order
  if (kept.state !== 'ordered') return kept
  if (happened('CardProduced')) return produceOrder(kept, now)
  return state === 'closed' ? cancelOrder(kept, now) : kept
}

const followed = [
  'CardProduced',
  'CardClosed',
  'ActivationLetterRedirected',
] as const satisfies readonly (CardProduced | CardClosed | ActivationLetterRedirected)['type'][]

const aboutCard = z.object({ about: z.object({ cardId: z.string() }) })
