import type { Instant } from '@sotevarmenne/kernel/instant'

/** A certificate authority of ours. Its name in certificates is in `names.ts`, in addresses it is this word. */
export type IssuerId = 'test-root' | 'test-professional'

/** A kind of certificate: what it must hold and may hold is data in `domain/profiles.ts`. */
export type ProfileId =
  | 'ca-root'
  | 'ca-issuing'
  | 'professional-authentication'
  | 'professional-signature'
  | 'ocsp-responder'

/** An issuer's names and addresses as its certificates carry them. */
export type IssuerNames = {
  readonly id: IssuerId
  readonly country: string
  readonly organisation: string
  readonly commonName: string
  readonly crlUrl: string
  readonly ocspUrl: string
  /** Of the issuer's own certificate. */
  readonly certificateUrl: string
}

export type PolicyNames = {
  readonly oid: string
  readonly cpsUrl: string
  /** In Finnish, Swedish and English, at most 200 characters each (RFC 5280 § 4.2.1.4). */
  readonly notices: readonly string[]
}

/** One broken rule, with the text it comes from. */
export type LintFinding = {
  readonly rule: string
  readonly source: string
  readonly detail: string
}

declare const passed: unique symbol
/** To-be-signed bytes that passed every lint of their profile. Made only by `lintTbs`; the signer takes nothing else. */
export type LintedTbs = {
  readonly der: Uint8Array
  readonly issuer: IssuerId
  readonly profile: ProfileId
  readonly [passed]: true
}

/** Why the signer did not sign. After any of these but `signer-unavailable` the bytes were never signed. */
export type SignerRefusal =
  | { readonly kind: 'signer-unavailable'; readonly detail: string }
  | { readonly kind: 'unknown-issuer' }
  | { readonly kind: 'unknown-profile' }
  | { readonly kind: 'profile-not-of-issuer' }
  /** Certificates of authorities are made when the authority is created, never for who asks at the socket. */
  | { readonly kind: 'authority-outside-ceremony' }
  | { readonly kind: 'malformed-request'; readonly detail: string }
  | { readonly kind: 'malformed-bytes'; readonly detail: string }
  | { readonly kind: 'lint-failed'; readonly findings: readonly LintFinding[] }
  | { readonly kind: 'outside-time-window'; readonly now: Instant }
  | { readonly kind: 'serial-already-used' }
  | { readonly kind: 'list-number-already-used' }
  | { readonly kind: 'list-number-not-rising'; readonly last: string }
