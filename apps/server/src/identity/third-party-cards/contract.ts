import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { PopulationFacts } from '#people/registers/contract.ts'
import type { SignInFacts } from '#platform/permit.ts'

type ThirdPartyCardSignInFacts = Extract<SignInFacts, { readonly issuer: string }>

/** The organisation on an organisation card. */
export type OrganisationOfCard = NonNullable<ThirdPartyCardSignInFacts['organisation']>

/** What is stored of a card to check its status again: neither the number on it nor a name. */
export type StoredThirdPartyCard = {
  /** Name of the accepted issuer in the configuration. */
  readonly issuer: string
  /** Certificate of the CA that issued the card's certificate: its SHA-256 in hexadecimal. */
  readonly ca: string
  readonly serial: string
  /** OCSP and CRL addresses in the card’s certificate. */
  readonly statusAt: { readonly ocsp: readonly string[]; readonly lists: readonly string[] }
}

/** What the issuers say now about a card's certificate and its CA's. */
export type ThirdPartyCardStatus =
  | 'good'
  | 'other-card-revoked'
  | 'unknown-to-card-issuer'
  /** The issuing CA is revoked, or no longer accepted. */
  | 'issuer-not-trusted'
  | 'no-response'

/** The living person who holds a card that is good. */
export type IdentifiedHolder = {
  readonly identityCode: IdentityCode
  /** From the population register. */
  readonly facts: Omit<PopulationFacts, 'died'>
  readonly organisation?: OrganisationOfCard
  readonly card: StoredThirdPartyCard
  /** When its status was requested and found good. */
  readonly goodAt: Instant
}
