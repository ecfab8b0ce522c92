import type {
  SentKind,
  WebhookDeliveryFault,
  WebhookDeliveryState,
  WebhookEventKind,
  WebhookState,
} from '@sotevarmenne/api/webhooks'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

/** UUID. */
export type EndpointId = Brand<string, 'EndpointId'>
/** UUID. */
export type DeliveryId = Brand<string, 'DeliveryId'>

/** An address to which the service sends events of one organisation. */
export type WebhookEndpoint = {
  readonly endpointId: EndpointId
  readonly organisationId: string
  readonly name: string
  readonly url: string
  readonly kinds: readonly WebhookEventKind[]
  readonly state: WebhookState
  readonly createdAt: Instant
  readonly secret: Uint8Array
  /** Signs too, until then. */
  readonly former?: { readonly secret: Uint8Array; readonly until: Instant }
  /** Failed rounds since the last success. */
  readonly failures: number
  readonly failingSince?: Instant
  /** No attempt before, after failed ones. */
  readonly pausedUntil?: Instant
}

/** One event for one endpoint. */
export type WebhookDelivery = {
  readonly deliveryId: DeliveryId
  readonly endpointId: EndpointId
  readonly kind: SentKind
  /** As it is signed and sent, each time the same. */
  readonly body: string
  readonly happenedAt: Instant
  readonly createdAt: Instant
  readonly state: WebhookDeliveryState
  readonly attempts: number
  /** Only while it waits. */
  readonly nextAt?: Instant
  readonly lastAt?: Instant
  readonly lastStatus?: number
  readonly lastFault?: WebhookDeliveryFault
}

type About = { readonly organisationId: string; readonly endpointId: EndpointId }

export type WebhookAdded = {
  readonly type: 'WebhookAdded'
  readonly url: string
  readonly kinds: readonly WebhookEventKind[]
} & About
export type WebhookChanged = {
  readonly type: 'WebhookChanged'
  readonly url: string
  readonly kinds: readonly WebhookEventKind[]
} & About
export type WebhookEnabled = { readonly type: 'WebhookEnabled' } & About
/** Nothing is sent to it from now on. When no person did it, the organisation's contacts get a mail. */
export type WebhookDisabled = {
  readonly type: 'WebhookDisabled'
  readonly because: Exclude<WebhookState, 'enabled'>
} & About
export type WebhookSecretRotated = { readonly type: 'WebhookSecretRotated' } & About
export type WebhookRemoved = { readonly type: 'WebhookRemoved' } & About
export type WebhookTested = {
  readonly type: 'WebhookTested'
  readonly deliveryId: DeliveryId
} & About
/** Somebody had a delivery sent again. */
export type WebhookResent = {
  readonly type: 'WebhookResent'
  readonly deliveryId: DeliveryId
} & About
