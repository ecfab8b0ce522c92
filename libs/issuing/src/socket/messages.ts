import type { Instant } from '@sotevarmenne/kernel/instant'
import type { AdminPurpose } from '@sotevarmenne/smartcard/words'
import type { LintFinding } from '../domain/lint-subject.ts'

/** What the signer did since it started. */
export type SignerCounts = {
  readonly certificates: number
  readonly lists: number
  readonly checkpoints: number
  /** Admin keys of cards that were given to production, and challenges of cards that were answered. */
  readonly adminKeys: number
  readonly adminProofs: number
  /** The same bytes asked for again and answered from the journal. */
  readonly repeated: number
  readonly refused: number
}

export type SignerState = {
  readonly counts: SignerCounts
  readonly keys: readonly KeyState[]
}

/** Why a key can't sign now; null when nothing is known against it. */
export type KeyState = { readonly name: string; readonly trouble: string | null }

/** What opens one card, and the version of the master key of which it was made. */
export type CardAdminKey = { readonly version: number; readonly key: Uint8Array }

/** A challenge of one card, to be answered for one purpose. */
export type AdminProofAsked = {
  readonly cardNumber: string
  /** Of the master key of which the card's key was made. */
  readonly version: number
  readonly purpose: AdminPurpose
  /** Ten octets. */
  readonly chipSerial: Uint8Array
  /** Sixteen octets. */
  readonly challenge: Uint8Array
}

export type AdminProof = {
  /** For EXTERNAL AUTHENTICATE. */
  readonly answer: Uint8Array
  /**
   * For the purpose `code`: activation codes that nobody knows, wrapped for their places on the card, and what the card
   * answers when it has taken one.
   */
  readonly deadCodes: readonly {
    readonly place: number
    readonly wrapped: Uint8Array
    readonly receipt: Uint8Array
  }[]
}

/**
 * Why the signer did not sign now. Whether the bytes were signed before, by rules of that time, only its journal tells:
 * whoever wants to be sure that they never are asks it to give them up.
 */
export type SignerRefusal =
  | { readonly kind: 'signer-unavailable'; readonly detail: string }
  | { readonly kind: 'unknown-issuer' }
  /** The signer has no master key of that version for the admin keys of cards, or none at all. */
  | { readonly kind: 'no-admin-master-key' }
  /** Of this card, or of all, in a short time. */
  | { readonly kind: 'too-many-admin-uses' }
  | { readonly kind: 'unknown-profile' }
  | { readonly kind: 'profile-not-of-issuer' }
  /** Certificates of authorities are made when the authority is created, never for who asks at the socket. */
  | { readonly kind: 'authority-outside-ceremony' }
  /** Who asks at this socket has no right to this. */
  | { readonly kind: 'not-for-this-asker' }
  | { readonly kind: 'malformed-request'; readonly detail: string }
  | { readonly kind: 'malformed-bytes'; readonly detail: string }
  | { readonly kind: 'lint-failed'; readonly findings: readonly LintFinding[] }
  | { readonly kind: 'outside-time-window'; readonly now: Instant }
  | { readonly kind: 'serial-already-used' }
  /** Nothing is signed under this serial any more. */
  | { readonly kind: 'serial-given-up' }
  /** `last`: the highest number that was signed for the issuer. */
  | { readonly kind: 'list-number-already-used'; readonly last: string }
  | { readonly kind: 'list-number-not-rising'; readonly last: string }
