import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { OrderViewed } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import type { FactsChanged } from './domain/facts-unchanged.ts'
import { mayBeConfirmed, type DraftRefusal } from './domain/order.ts'
import { draftProblems, factsChanged, orderNotFound } from './problems.ts'
import { showDraft } from './show-order.ts'
import { orderById } from './store.ts'

export type ContinueOrderRefusal =
  NotAtAPoint | DraftRefusal | FactsChanged | { readonly kind: 'order-not-found' }

type ContinueOrderResponse = Promise<
  Result<ResponseOf<typeof api.continueOrder>, ContinueOrderRefusal>
>

/**
 * A draft as its registrar left it, with what was typed: to be confirmed and signed, or changed. An address
 * that has come under non-disclosure is not shown (R23): such a draft cannot be signed either.
 */
export const continueOrder = operation({
  contract: api.continueOrder,
  problems: {
    ...notAtAPointProblems,
    ...draftProblems,
    'order-not-found': orderNotFound,
    'facts-changed': factsChanged,
  },
  handle:
    ({ db, clock, record, people, sealing }: OrdersDeps) =>
    async (permit, { orderId }): ContinueOrderResponse => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const { registrar, pointId } = desk.value

      return db.write(async (tx): ContinueOrderResponse => {
        const now = clock.now()
        const found = await orderById(tx, sealing, orderId)
        if (found?.content.point.pointId !== pointId) return refuse({ kind: 'order-not-found' })
        const draft = mayBeConfirmed(found, { signer: registrar, now })
        if (!draft.ok) return draft
        const { content } = draft.value
        const { personId } = content
        const person = await people.findPerson(tx, personId)
        if (content.letterTo !== 'registration-point' && person?.whereabouts.nonDisclosure === true)
          return refuse({ kind: 'facts-changed', changed: 'non-disclosure' })

        const viewed: OrderViewed = { type: 'OrderViewed', about: { personId, orderId } }
        await record(tx, viewed, permit)
        return ok(showDraft(draft.value, dateInHelsinki(now)))
      })
    },
})
