import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { Unavailable } from '#platform/http-client.ts'
import type { LevelOfAssurance } from '#platform/permit.ts'
import type { Language } from '#platform/texts.ts'
import type { LookUpBySatu } from '#people/registers/contract.ts'
import type { AcceptedIssuer, HolderLookUp } from './other-cards/accepted-issuers.ts'

/** Strong identification by Suomi.fi, in the person's browser. */
export type SuomiFi = {
  /** Returns the address to which the browser is redirected. */
  readonly begin: (
    attempt: IdentificationAttempt,
    language: Language,
  ) => Promise<Result<string, SuomiFiUnavailable>>
  /** Returns the person, from the query with which the browser came back. */
  readonly finish: (
    attempt: IdentificationAttempt,
    query: string,
  ) => Promise<Result<Identified, IdentificationFailed>>
  /** Where the browser ends the session there too; undefined while that is not known. */
  readonly leaveAddress: (returnTo: string) => Promise<string | undefined>
}

/** Binds a response to its request and its browser. */
export type IdentificationAttempt = {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  /** Where the browser returns to: must match the address registered there exactly. */
  readonly redirectUri: string
}

export type Identified = {
  /** As claimed; absent for a person without one. */
  readonly identityCode?: string
  readonly means: string
  /** Absent when it is not an accepted one. */
  readonly levelOfAssurance?: LevelOfAssurance
  readonly at: Instant
}

export type SuomiFiUnavailable = { readonly kind: 'suomi-fi-unavailable' }

export type IdentificationFailed =
  | SuomiFiUnavailable
  /** By the person, or by the identification provider. */
  | { readonly kind: 'suomi-fi-cancelled' }
  /** Not the response to our request, not for us, not from that issuer, too old, or used before. */
  | { readonly kind: 'suomi-fi-response-wrong'; readonly because: string }

/** A hash that costs time and memory, so that a stolen one is hard to guess. */
export type PasswordHash = {
  readonly make: (password: string) => Promise<string>
  /**
   * Without a hash it does the same work and returns false: the duration does not reveal whether there is
   * one.
   */
  readonly matches: (password: string, stored: string | undefined) => Promise<boolean>
}

/** What the services named in a certificate say about it now, requested as any relying party may. */
export type StatusResponses = {
  readonly byOcsp: (
    about: RequestedAbout,
  ) => Promise<'good' | 'revoked' | 'unknown' | 'no-response'>
  /** `issuedAfter`: older CRLs are ignored. */
  readonly byList: (
    about: RequestedAbout & { readonly issuedAfter?: Instant | undefined },
  ) => Promise<'good' | 'revoked' | 'no-response'>
}

/** Cards of other trust services by which people sign in. */
export type OtherCards = {
  readonly issuers: () => Promise<readonly AcceptedIssuer[]>
  /** As the issuer says, at the addresses in the certificate. Outside transactions. */
  readonly statusNow: (
    about: RequestedAbout,
  ) => Promise<'good' | 'revoked' | 'unknown' | 'no-response'>
  readonly lookUpBySatu: LookUpBySatu
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
