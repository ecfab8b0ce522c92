import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { EmploymentEnded } from '../../organisations/employments/contract.ts'
import type { AgreementEnded } from '#organisations/registry/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { OrderCancelled } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { cancelOrder, type Order } from './domain/order.ts'
import { lockOrder, lockOrdersUnderAgreement, ordersOf, saveOrder } from './store.ts'

/**
 * An agreement, a delegation or an employment has ended: drafts and orders based on it are cancelled (R92,
 * R278). If an agreement ended, a card in production at that moment is finished: it is cancelled at the desk,
 * and never handed over unseen. A card of an ended employment is stopped, even when ordered a second later,
 * and its order follows (`followCard`).
 */
export function followAgreements(
  deps: Pick<OrdersDeps, 'db' | 'clock' | 'record' | 'cards' | 'sealing' | 'systemPermit'>,
): readonly Subscription[] {
  const stop = async (tx: Tx, order: Order): Promise<void> => {
    if (order.state !== 'draft' && order.state !== 'ordered') return
    const permit = deps.systemPermit('orders.stopOrder')
    const cardId = order.state === 'ordered' ? order.placement.cardId : undefined
    if (cardId !== undefined) {
      const withdrawn = await deps.cards.cancelOrderedCard(tx, permit, cardId)
      if (!withdrawn.ok) return
    }
    const { personId, orderId } = order.content
    const cancelled: OrderCancelled = {
      type: 'OrderCancelled',
      about: { personId, orderId, ...(cardId !== undefined && { cardId }) },
    }
    await saveOrder(tx, deps.sealing, cancelOrder(order, deps.clock.now()))
    await deps.record(tx, cancelled, permit)
  }
  return [
    {
      event: 'AgreementEnded' satisfies AgreementEnded['type'],
      listener: 'orders.followAgreements',
      handle: async (recorded) => {
        const { agreementId } = endedAgreement.parse(recorded)
        await deps.db.write(async (tx) => {
          for (const order of await lockOrdersUnderAgreement(tx, deps.sealing, agreementId))
            await stop(tx, order)
          return ok(undefined)
        })
      },
    },
    {
      event: 'EmploymentEnded' satisfies EmploymentEnded['type'],
      listener: 'orders.followEmployments',
      concerns: ({ about }) => about !== undefined,
      handle: async (recorded, _eventId, happenedAt = deps.clock.now()) => {
        const { organisationId, about } = endedEmployment.parse(recorded)
        await deps.db.write(async (tx) => {
          for (const { content } of await ordersOf(tx, deps.sealing, about.personId)) {
            if (content.product === 'professional-card' || content.draftedAt > happenedAt) continue
            if (content.employment.organisationId !== organisationId) continue
            const order = await lockOrder(tx, deps.sealing, content.orderId)
            if (order?.state === 'draft') await stop(tx, order)
            else if (order?.placement)
              await deps.cards.endCardWithEmployment(
                tx,
                deps.systemPermit('orders.stopOrder'),
                order.placement.cardId,
              )
          }
          return ok(undefined)
        })
      },
    },
  ]
}

const endedEmployment = z.object({
  organisationId: z.string(),
  about: z.object({ personId: z.string() }),
})
const endedAgreement = z.object({ agreementId: z.string() })
