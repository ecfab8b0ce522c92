import { createHash } from 'node:crypto'
import * as api from '@sotevarmenne/api/renewals'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Order } from '#cards/orders/contract.ts'
import { renewalOf } from '#cards/orders/index.ts'
import { toBase64 } from '#platform/base64.ts'
import { personOf } from '#platform/permit.ts'
import type { RequestFacts } from '#platform/endpoint.ts'
import { operation } from '#platform/operation.ts'
import type { DecisionViewed } from './contract.ts'
import type { RenewalsDeps } from './deps.ts'
import { texts } from './texts.ts'

export type ViewDecisionRefusal = { readonly kind: 'order-not-found' }

/** The decision in the language of the reader, generated from the stored data: the same words each time. */
export const viewDecision = operation({
  contract: api.viewDecision,
  problems: {
    'order-not-found': { status: 404, ...texts.orderNotFound },
  },
  handle:
    ({ db, record, orders, renderDecision }: RenewalsDeps) =>
    async (
      permit,
      { orderId },
      { language }: Pick<RequestFacts, 'language'>,
    ): Promise<Result<ResponseOf<typeof api.viewDecision>, ViewDecisionRefusal>> => {
      const holder = personOf(permit)
      const found = await db.write(async (tx): Promise<Result<Order, ViewDecisionRefusal>> => {
        const order = await orders.orderById(tx, orderId)
        if (order?.content.personId !== holder || !renewalOf(order.content))
          return refuse({ kind: 'order-not-found' })
        const viewed: DecisionViewed = {
          type: 'DecisionViewed',
          about: { personId: holder, orderId },
        }
        await record(tx, viewed, permit)
        return ok(order)
      })
      if (!found.ok) return found
      const { content, statement } = found.value
      const placement = 'placement' in found.value ? found.value.placement : undefined
      const renewal = renewalOf(content)
      if (!renewal || !statement || content.product !== 'professional-card')
        throw new Error(`renewal ${orderId} has no decision`)
      const pdf = await renderDecision({
        language,
        orderId,
        holder: `${content.givenNames} ${content.surname}`,
        decidedOn: dateInHelsinki(placement?.orderedAt ?? content.draftedAt),
        title: content.right.title,
        validTo: content.validTo,
        delivery: renewal.delivery,
        point: content.point.name,
        withPhoto: content.photo !== undefined,
        reasons: renewal.decision.reasons,
        rulesVersion: renewal.decision.rulesVersion,
        statementDigest: createHash('sha256').update(statement).digest('hex'),
      })
      return ok({ mediaType: 'application/pdf', document: toBase64(pdf) })
    },
})
