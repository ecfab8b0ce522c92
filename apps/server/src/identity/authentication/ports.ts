import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { Unavailable } from '#platform/http-client.ts'
import type { LevelOfAssurance } from '#platform/permit.ts'
import type { Language } from '#platform/texts.ts'
import type { LookUpBySatu } from '#people/registers/contract.ts'
import type { AcceptedIssuer, HolderLookUp } from './other-cards/accepted-issuers.ts'

/** Strong identification by Suomi.fi, in the browser of the person. */
export type SuomiFi = {
  /** The address to which the browser is sent. */
  readonly begin: (
    attempt: IdentificationAttempt,
    language: Language,
  ) => Promise<Result<string, SuomiFiUnavailable>>
  /** Who it was, by the query with which the browser came back. */
  readonly finish: (
    attempt: IdentificationAttempt,
    query: string,
  ) => Promise<Result<Identified, IdentificationFailed>>
  /** Where the browser ends the session there too; nothing while that can't be known. */
  readonly leaveAddress: (returnTo: string) => Promise<string | undefined>
}

/** What binds an answer to its question and its browser. */
export type IdentificationAttempt = {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  /** Where the browser comes back to: known there beforehand, to the letter. */
  readonly redirectUri: string
}

export type Identified = {
  /** As claimed; absent of a person who has none. */
  readonly identityCode?: string
  readonly means: string
  /** Absent when it is none of those accepted. */
  readonly levelOfAssurance?: LevelOfAssurance
  readonly at: Instant
}

export type SuomiFiUnavailable = { readonly kind: 'suomi-fi-unavailable' }

export type IdentificationFailed =
  | SuomiFiUnavailable
  /** By the person, or by the means. */
  | { readonly kind: 'suomi-fi-cancelled' }
  /** Not the answer to our question, not for us, not of that issuer, too old, or used before. */
  | { readonly kind: 'suomi-fi-answer-wrong'; readonly because: string }

/** A hash that takes its time and memory, so that a stolen one is not soon guessed. */
export type PasswordHash = {
  readonly make: (password: string) => Promise<string>
  /** Without a hash it does the same work, and answers no: how long it takes does not tell whether there is one. */
  readonly matches: (password: string, kept: string | undefined) => Promise<boolean>
}

/** What the services that a certificate names say of it now, asked as anybody may ask. */
export type StatusAnswers = {
  readonly byOcsp: (about: AskedAbout) => Promise<'good' | 'revoked' | 'unknown' | 'no-answer'>
  /** `issuedAfter`: older lists tell nothing. */
  readonly byList: (
    about: AskedAbout & { readonly issuedAfter?: Instant | undefined },
  ) => Promise<'good' | 'revoked' | 'no-answer'>
}

/** Cards of other trust services by which people sign in. */
export type OtherCards = {
  readonly issuers: () => Promise<readonly AcceptedIssuer[]>
  /** As the issuer of the certificate says it, at the addresses that the certificate names. Outside transactions. */
  readonly statusNow: (about: AskedAbout) => Promise<'good' | 'revoked' | 'unknown' | 'no-answer'>
  readonly lookUpBySatu: LookUpBySatu
  /** Whose a number is that only the card's issuer knows. Outside transactions. */
  readonly lookUpHolder: (asked: {
    readonly number: string
    readonly lookUp: HolderLookUp
    readonly certificate: Certificate
  }) => Promise<
    Result<IdentityCode, { readonly kind: 'unknown-to-card-issuer' } | CardIssuerUnavailable>
  >
}

export type CardIssuerUnavailable = {
  readonly kind: 'card-issuer-unavailable'
  readonly because: Unavailable['because'] | 'error-answer'
}

/** Of a certificate whose chain was verified: its addresses are its issuer's. */
export type AskedAbout = {
  readonly certificate: Pick<Certificate, 'serial'> & {
    readonly known: Pick<Certificate['known'], 'authorityInfoAccess' | 'crlDistributionPoints'>
  }
  readonly issuer: Certificate
  readonly at: Instant
}
