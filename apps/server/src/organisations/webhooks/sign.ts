import { createHmac } from 'node:crypto'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { secureRandomBytes } from '#platform/secure-random-bytes.ts'
import type { WebhookDelivery, WebhookEndpoint } from './contract.ts'

/** Between the 24 and 64 bytes of the specification. */
const secretBytes = 32

export const newSecret = (): Uint8Array => secureRandomBytes(secretBytes)

/** Standard Webhooks, “Signature scheme”: as receivers' libraries take it. */
export const showSecret = (secret: Uint8Array): string =>
  `whsec_${Buffer.from(secret).toString('base64')}`

/** Standard Webhooks, “Webhook ID”: the same at each attempt, so that a receiver acts on it once. */
export const messageIdOf = ({ deliveryId }: Pick<WebhookDelivery, 'deliveryId'>): string =>
  `msg_${deliveryId}`

/** Of one attempt; `now`: its time, which is signed, so that nobody sends it again later. */
export function headersOf(
  { secret, former }: Pick<WebhookEndpoint, 'secret' | 'former'>,
  delivery: Pick<WebhookDelivery, 'deliveryId' | 'body'>,
  now: Instant,
): Readonly<Record<string, string>> {
  const id = messageIdOf(delivery)
  const timestamp = String(Math.floor(now / second))
  const secrets = former !== undefined && now < former.until ? [secret, former.secret] : [secret]
  return {
    'content-type': 'application/json',
    'user-agent': 'sotevarmenne webhooks',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets
      .map((key) => `v1,${signatureOf(key, `${id}.${timestamp}.${delivery.body}`)}`)
      .join(' '),
  }
}

const signatureOf = (secret: Uint8Array, content: string): string =>
  createHmac('sha256', secret).update(content, 'utf8').digest('base64')
