import type { OcspFinding, CrlFinding } from '@sotevarmenne/api/authentication'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { Unavailable } from '#platform/http-client.ts'
import type { AcceptedIssuer, HolderLookUp } from './accepted-issuers.ts'

/** What the services named in a certificate say about it now, requested as any relying party may. */
export type StatusResponses = {
  readonly byOcsp: (about: RequestedAbout) => Promise<OcspFinding>
  /** `issuedAfter`: older CRLs are ignored. */
  readonly byCrl: (
    about: RequestedAbout & { readonly issuedAfter?: Instant | undefined },
  ) => Promise<CrlFinding>
}

/** The trust services whose cards are accepted, and what they say of a card. */
export type CardIssuers = {
  /** Throws when the configuration is wrong. */
  readonly accepted: () => Promise<readonly AcceptedIssuer[]>
  /** As the issuer says, at the addresses in the certificate. Outside transactions. */
  readonly statusNow: (about: RequestedAbout) => Promise<OcspFinding>
  /** Resolves a number that only the card's issuer knows. Outside transactions. */
  readonly lookUpHolder: (requested: {
    readonly number: string
    readonly lookUp: HolderLookUp
    readonly certificate: Certificate
  }) => Promise<
    Result<IdentityCode, { readonly kind: 'unknown-to-card-issuer' } | CardIssuerUnavailable>
  >
}

export type CardIssuerUnavailable = {
  readonly kind: 'card-issuer-unavailable'
  readonly because: Unavailable['because'] | 'error-response'
}

/** From a certificate with a verified chain: its addresses are its issuer's. */
export type RequestedAbout = {
  readonly certificate: Pick<Certificate, 'serial'> & {
    readonly known: Pick<Certificate['known'], 'authorityInfoAccess' | 'crlDistributionPoints'>
  }
  readonly issuer: Certificate
  readonly at: Instant
}
