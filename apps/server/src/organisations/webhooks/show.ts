import type { WebhookDeliveryView, WebhookEndpointView } from '@sotevarmenne/api/webhooks'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type { WebhookDelivery, WebhookEndpoint } from './contract.ts'
import { messageIdOf } from './sign.ts'

/** Without its secrets. */
export const showEndpoint = (
  endpoint: WebhookEndpoint,
  { now, waiting }: { readonly now: Instant; readonly waiting: number },
): WebhookEndpointView => {
  const { former, failingSince } = endpoint
  return {
    ...{ endpointId: endpoint.endpointId, name: endpoint.name, url: endpoint.url },
    ...{ kinds: [...endpoint.kinds], state: endpoint.state, waiting },
    createdAt: formatInstant(endpoint.createdAt),
    ...(former && now < former.until && { formerSecretUntil: formatInstant(former.until) }),
    ...(failingSince !== undefined && { failingSince: formatInstant(failingSince) }),
  }
}

export const showDelivery = (delivery: WebhookDelivery): WebhookDeliveryView => {
  const { lastAt, lastStatus, lastFault, nextAt } = delivery
  return {
    ...{ deliveryId: delivery.deliveryId, messageId: messageIdOf(delivery), kind: delivery.kind },
    ...{ state: delivery.state, attempts: delivery.attempts },
    happenedAt: formatInstant(delivery.happenedAt),
    ...(lastAt !== undefined && { lastAttemptAt: formatInstant(lastAt) }),
    ...(lastStatus !== undefined && { lastStatus }),
    ...(lastFault !== undefined && { lastFault }),
    ...(nextAt !== undefined && { nextAttemptAt: formatInstant(nextAt) }),
  }
}
