import { randomUUID } from 'node:crypto'
import type { SentKind } from '@sotevarmenne/api/webhooks'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { DeliveryId, EndpointId, WebhookDelivery } from './contract.ts'
import type { WebhooksDeps } from './deps.ts'
import { insertDelivery } from './store.ts'

export const deliverKind = 'webhooks.deliver'

type Deps = Pick<WebhooksDeps, 'clock' | 'planDelivery'>

/** Has the endpoint's due deliveries sent, at that time or at once. */
export const planRound = (
  { planDelivery }: Pick<Deps, 'planDelivery'>,
  tx: Tx,
  endpointId: EndpointId,
  dueAt?: Instant,
): Promise<void> =>
  planDelivery(tx, {
    ...{ kind: deliverKind, key: `${endpointId}/${randomUUID()}`, payload: { endpointId } },
    ...(dueAt !== undefined && { dueAt }),
  })

/** Stores the message for one endpoint and has it sent, once for each event. */
export async function planMessage(
  deps: Deps,
  tx: Tx,
  {
    endpointId,
    kind,
    eventId,
    happenedAt,
    data,
  }: {
    readonly endpointId: EndpointId
    readonly kind: SentKind
    readonly eventId: string
    readonly happenedAt: Instant
    readonly data: object
  },
): Promise<WebhookDelivery> {
  const now = deps.clock.now()
  const delivery: WebhookDelivery = {
    ...{ deliveryId: randomUUID() as string as DeliveryId, endpointId, kind, happenedAt },
    body: JSON.stringify({ type: kind, timestamp: formatInstant(happenedAt), data }),
    ...{ createdAt: now, state: 'waiting', attempts: 0, nextAt: now },
  }
  if (await insertDelivery(tx, { ...delivery, eventId })) await planRound(deps, tx, endpointId)
  return delivery
}
