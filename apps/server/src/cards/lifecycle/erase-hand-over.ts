import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { OrderErased } from '#cards/orders/contract.ts'
import type { Subscription } from '#platform/outbox.ts'
import { findCardOfOrder } from '#cards/card/index.ts'
import type { CardsDeps } from './deps.ts'
import { eraseHandOver } from './store.ts'
import { eraseContactlessId } from './stores/contactless-ids.ts'

/**
 * Erases the document seen at the hand-over, and the contactless identifier, together with the order (R60, R406); the
 * order's erasure is recorded.
 */
export const eraseHandOverWithOrder = ({ db }: Pick<CardsDeps, 'db'>): Subscription => ({
  event: 'OrderErased' satisfies OrderErased['type'],
  listener: 'cards.eraseHandOver',
  handle: async (event) => {
    const { orderId } = ofOrder.parse(event).about
    await db.write(async (tx) => {
      const card = await findCardOfOrder(tx, orderId)
      if (card) {
        await eraseHandOver(tx, card.cardId)
        await eraseContactlessId(tx, card.cardId)
      }
      return ok(undefined)
    })
  },
})

const ofOrder = z.object({ about: z.object({ orderId: z.string() }) })
