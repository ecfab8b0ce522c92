import type { Result } from '@sotevarmenne/kernel/result'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LevelOfAssurance } from '#platform/permit.ts'
import type { Language } from '#platform/texts.ts'

/** Strong identification by Suomi.fi, in the person's browser. */
export type SuomiFi = {
  /** Whether the signer believes its ID tokens, so that an identification can confirm a renewal. */
  readonly confirmsRenewals: boolean
  /** Returns the address to which the browser is redirected. */
  readonly begin: (
    attempt: IdentificationAttempt,
    language: Language,
    /** The person identifies even when Suomi.fi knows them already. */
    prompt?: 'login',
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
  /** As Suomi.fi signed it, in compact form. */
  readonly idToken: string
}

export type SuomiFiUnavailable = { readonly kind: 'suomi-fi-unavailable' }

export type IdentificationFailed =
  | SuomiFiUnavailable
  /** By the person, or by the identification provider. */
  | { readonly kind: 'suomi-fi-cancelled' }
  /** Not the response to our request, not for us, not from that issuer, too old, or used before. */
  | { readonly kind: 'suomi-fi-response-wrong'; readonly because: string }
