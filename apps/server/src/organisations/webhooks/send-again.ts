import { randomUUID } from 'node:crypto'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/webhooks'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import { withEndpoint, type EndpointRefusal } from './change-endpoints.ts'
import type { WebhookDelivery, WebhookEndpoint, WebhookResent, WebhookTested } from './contract.ts'
import type { WebhooksDeps } from './deps.ts'
import { planMessage, planRound } from './plan-deliveries.ts'
import { endpointProblems } from './problems.ts'
import { showDelivery } from './show.ts'
import { lockDelivery, saveDelivery, saveEndpoint } from './store.ts'
import { texts } from './texts.ts'

type View = contracts.WebhookDeliveryView

const notEnabled = { 'webhook-not-enabled': { status: 409, ...texts.webhookNotEnabled } }
export type SendRefusal = EndpointRefusal | { readonly kind: 'webhook-not-enabled' }

export const testWebhook = operation({
  contract: contracts.testWebhook,
  problems: { ...endpointProblems, ...notEnabled },
  handle:
    (deps: WebhooksDeps) =>
    (
      permit: Permit<'webhooks.send'>,
      input: InputOf<typeof contracts.testWebhook>,
    ): Promise<Result<View, SendRefusal>> =>
      withEndpoint(
        deps,
        permit,
        input,
        async (tx, endpoint): Promise<Result<View, SendRefusal>> => {
          if (endpoint.state !== 'enabled') return refuse({ kind: 'webhook-not-enabled' })
          await endPause(deps, tx, endpoint)
          const { organisationId, endpointId } = endpoint
          const delivery = await planMessage(deps, tx, {
            ...{ endpointId, kind: contracts.testEventKind, eventId: randomUUID() },
            ...{ happenedAt: deps.clock.now(), data: { organisationId, endpointId } },
          })
          const { deliveryId } = delivery
          const event: WebhookTested = {
            type: 'WebhookTested',
            organisationId,
            endpointId,
            deliveryId,
          }
          await deps.record(tx, event, permit)
          return ok(showDelivery(delivery))
        },
      ),
})

export type ResendRefusal = SendRefusal | { readonly kind: 'delivery-not-found' }

/** The same message under the same identifier, with all its attempts again. */
export const resendWebhookDelivery = operation({
  contract: contracts.resendWebhookDelivery,
  problems: {
    ...{ ...endpointProblems, ...notEnabled },
    'delivery-not-found': { status: 404, ...texts.deliveryNotFound },
  },
  handle:
    (deps: WebhooksDeps) =>
    (
      permit: Permit<'webhooks.send'>,
      input: InputOf<typeof contracts.resendWebhookDelivery>,
    ): Promise<Result<View, ResendRefusal>> =>
      withEndpoint(
        ...([deps, permit, input] as const),
        async (tx, endpoint): Promise<Result<View, ResendRefusal>> => {
          if (endpoint.state !== 'enabled') return refuse({ kind: 'webhook-not-enabled' })
          const delivery = await lockDelivery(tx, input)
          if (delivery === undefined) return refuse({ kind: 'delivery-not-found' })
          await endPause(deps, tx, endpoint)
          const again: WebhookDelivery = {
            ...{ ...delivery, state: 'waiting', attempts: 0, nextAt: deps.clock.now() },
          }
          await saveDelivery(tx, again)
          const { organisationId, endpointId } = endpoint
          const { deliveryId } = delivery
          await planRound(deps, tx, endpointId)
          const event: WebhookResent = {
            ...{ type: 'WebhookResent', organisationId, endpointId, deliveryId },
          }
          await deps.record(tx, event, permit)
          return ok(showDelivery(again))
        },
      ),
})

/** A person looks at the receiver now. */
async function endPause(deps: WebhooksDeps, tx: Tx, endpoint: WebhookEndpoint): Promise<void> {
  const { pausedUntil, ...rest } = endpoint
  if (pausedUntil !== undefined) await saveEndpoint(tx, deps.sealing, rest)
}
