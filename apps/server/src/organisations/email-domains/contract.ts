import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

/** UUID. */
export type EmailDomainId = Brand<string, 'EmailDomainId'>

/** An e-mail domain that an organisation has added. */
export type EmailDomain = {
  readonly domainId: EmailDomainId
  readonly organisationId: string
  /** In lower case. */
  readonly domain: string
  /** Random; the TXT record repeats it. */
  readonly token: string
  readonly addedAt: Instant
  /** When control of it was last proved. */
  readonly provedAt?: Instant
  readonly endedAt?: Instant
}

type About = {
  readonly organisationId: string
  readonly domainId: EmailDomainId
  readonly domain: string
}

export type EmailDomainAdded = { readonly type: 'EmailDomainAdded' } & About
export type EmailDomainProved = { readonly type: 'EmailDomainProved' } & About
/** From this instant no new certificate has an address in it. */
export type EmailDomainEnded = { readonly type: 'EmailDomainEnded' } & About
