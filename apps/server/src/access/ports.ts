import type { Result } from '@sotevarmenne/kernel/result'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LevelOfAssurance } from '#platform/permit.ts'
import type { Language } from '#platform/texts.ts'

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
