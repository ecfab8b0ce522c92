import type { WebhookDeliveryFault } from '@sotevarmenne/api/webhooks'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Employments } from '#organisations/employments/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { Sealing } from '#platform/sealing.ts'

/** One attempt: the HTTP status, or why there is none. */
export type Attempt = { readonly status: number } | { readonly fault: WebhookDeliveryFault }

export type Receivers = {
  /** Whether the service would connect to this host now. */
  readonly check: (
    url: URL,
  ) => Promise<Extract<WebhookDeliveryFault, 'no-address' | 'address-not-allowed'> | undefined>
  /** Posts it, within a timeout of the whole call; outside transactions. */
  readonly send: (message: {
    readonly url: URL
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }) => Promise<Attempt>
}

export type WebhooksDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly organisations: Pick<Organisations, 'contactsOf' | 'organisationById'>
  readonly employments: Pick<Employments, 'referenceOf'>
  readonly cards: Pick<Cards, 'cardForEmployer' | 'cardsEndingOn'>
  readonly receivers: Receivers
  /** A queue of its own: a slow receiver delays no other work of the service. */
  readonly planDelivery: PlanJob
  /** From 0 to 1: spreads the attempts after an outage. */
  readonly jitter?: () => number
  /** Seals secrets. */
  readonly sealing: Sealing
  readonly systemPermit: SystemPermit<'webhooks.deliver'>
}
