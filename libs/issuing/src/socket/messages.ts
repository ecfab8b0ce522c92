import type { Instant } from '@sotevarmenne/kernel/instant'
import type { AdminPurpose } from '@sotevarmenne/smartcard/words'
import type { ProvenRange } from '../domain/merkle.ts'
import type { TreeHead } from '../domain/tree-head.ts'
import type { ProfileId } from '../domain/profiles.ts'
import type { LintFinding } from '../domain/lint-subject.ts'

/** Counters of the signer since its start. */
export type SignerCounts = {
  readonly certificates: number
  readonly crls: number
  readonly checkpoints: number
  /** Admin keys of cards given to production, and responses to challenges of cards. */
  readonly adminKeys: number
  readonly adminProofs: number
  /** The same bytes requested again and served from the signing log. */
  readonly repeated: number
  readonly refused: number
}

export type SignerState = {
  readonly counts: SignerCounts
  readonly keys: readonly KeyState[]
  /** Refusals since its start that no process of the service causes by itself, by kind. */
  readonly suspicious: Readonly<Partial<Record<SignerRefusal['kind'], number>>>
  /** Of this day, for each profile with a certificate. */
  readonly today: readonly DailyCount[]
  /** What two persons have decided about the signer's memory, and was applied. */
  readonly decisions: readonly AppliedDecision[]
  /** Audit entries that were announced and are not yet proved to be in a signed tree. */
  readonly receipts: { readonly open: number; readonly oldest: Instant | null }
}

/** `limit`: how many certificates of the profile are signed on this day at most. */
export type DailyCount = {
  readonly profile: ProfileId
  readonly signed: number
  readonly limit: number
}

/** `digest`: SHA-256 of the file of the decision, hexadecimal. */
export type AppliedDecision = {
  readonly digest: string
  readonly kind: string
  readonly at: Instant
}

/**
 * A committed audit entry, announced by the process that recorded it: anyone who can change the database alone
 * can't take it back.
 */
export type EntryReceipt = {
  /** A UUID. */
  readonly entryId: string
  /** 32 bytes. */
  readonly digest: Uint8Array
}

/** A receipt whose entry was not yet proved to be in a signed tree. */
export type OpenReceipt = EntryReceipt & {
  /** In the order of arrival, from 1, since the signer's start. */
  readonly nr: number
  readonly at: Instant
}

/** Entries at neighbouring positions, proved against the head of the size. */
export type PlacedEntries = Omit<ProvenRange, 'leaves'> & {
  readonly digests: readonly Uint8Array[]
}

/** Why a key can't sign now; null when nothing is known against it. */
export type KeyState = { readonly name: string; readonly trouble: string | null }

/** A card's admin key, and the version of the master key from which it was derived. */
export type CardAdminKey = { readonly version: number; readonly key: Uint8Array }

/** A card that is being produced on a chip. */
export type CardInProduction = {
  /** Seventeen digits. */
  readonly cardNumber: string
  /** Ten bytes. */
  readonly chipSerial: Uint8Array
}

/** A challenge of one card, for a response with one purpose. */
export type AdminProofRequested = {
  readonly cardNumber: string
  /** Of the master key from which the card's key was derived; undefined: the newest. */
  readonly version: number | undefined
  readonly purpose: AdminPurpose
  /** Ten bytes. */
  readonly chipSerial: Uint8Array
  /** Sixteen bytes. */
  readonly challenge: Uint8Array
}

/** A tree head of the audit log to be signed. */
export type CheckpointRequested = TreeHead & {
  /**
   * The consistency proof from the head that the signer signed last (RFC 9162 § 2.1.4.1), in hashes of 32
   * bytes; empty for the first head and for one of the same size.
   */
  readonly proof: readonly Uint8Array[]
}

export type AdminProof = {
  /** For EXTERNAL AUTHENTICATE. */
  readonly response: Uint8Array
  /**
   * For the purpose `code`: activation codes that nobody knows, wrapped for their references on the card, and
   * the receipt that the card returns when it has accepted one.
   */
  readonly deadCodes: readonly {
    readonly place: number
    readonly wrapped: Uint8Array
    readonly receipt: Uint8Array
  }[]
}

/** Why evidence does not show that somebody who may asked for this certificate. */
export type EvidenceFault =
  | 'malformed'
  | 'no-possession'
  /** Not for a certificate of this profile or issuer. */
  | 'other-basis-needed'
  | 'statement-not-readable'
  /** The statement and the certificate differ. */
  | 'other-certificate-ordered'
  | 'signature-not-valid'
  /** The order is of the future, or too old. */
  | 'order-not-current'
  /** The certificate that signed, or the earlier one, was not signed here, or is none of a person's. */
  | 'certificate-not-of-ours'
  | 'certificate-not-valid'
  | 'certificate-revoked'
  /** Nobody orders a card for themselves. */
  | 'ordered-for-oneself'
  /** The earlier certificate is of another person, or says something else. */
  | 'other-person'
  /** Two persons approve: both signatures are of one, or there is only one. */
  | 'second-person-missing'
  /** Of another issuer, client, nonce or key, at a level that is too low, or of an old identification. */
  | 'id-token-not-accepted'
  /** No identity provider is set at the signer, so nobody can renew without a card. */
  | 'no-identity-provider'

/**
 * Why the signer did not sign now. Only its signing log shows whether the bytes were signed before, by the
 * rules of that time: to be sure that they never will be, void the reservation.
 */
export type SignerRefusal =
  | { readonly kind: 'signer-unavailable'; readonly detail: string }
  | { readonly kind: 'unknown-issuer' }
  /** The signer has no master key of that version for the admin keys of cards, or none at all. */
  | { readonly kind: 'no-admin-master-key' }
  /** In a short time, for this card or for all cards together. */
  | { readonly kind: 'too-many-admin-uses'; readonly of: 'card' | 'all-cards' }
  /** Its admin key was derived before: for another chip, more than an hour ago, or it was read back since. */
  | { readonly kind: 'card-already-produced' }
  | { readonly kind: 'unknown-profile' }
  | { readonly kind: 'profile-not-of-issuer' }
  /** A person's certificate is signed for evidence only. */
  | { readonly kind: 'evidence-missing' }
  /** The same for recovery, which has no evidence. */
  | { readonly kind: 'not-signed-before' }
  | { readonly kind: 'evidence-not-accepted'; readonly because: EvidenceFault }
  /** As many certificates as one order may need were signed for it, or it was used too long ago. */
  | { readonly kind: 'evidence-used-up' }
  /** More certificates of the profile than usual were signed today. */
  | { readonly kind: 'daily-limit-reached'; readonly limit: number }
  /** CA certificates are created with the CA in a ceremony, never for a client of a socket. */
  | { readonly kind: 'ca-outside-ceremony' }
  /** The client role of this socket does not allow this operation. */
  | { readonly kind: 'not-for-this-client-role' }
  | { readonly kind: 'malformed-request'; readonly detail: string }
  | { readonly kind: 'malformed-bytes'; readonly detail: string }
  | { readonly kind: 'lint-failed'; readonly findings: readonly LintFinding[] }
  | { readonly kind: 'outside-time-window'; readonly now: Instant }
  /** Than the position from which it was to be read: it is not the log that was read before. */
  | { readonly kind: 'signing-log-shorter' }
  | { readonly kind: 'serial-already-used' }
  /** The reservation was voided: nothing is ever signed under this serial. */
  | { readonly kind: 'serial-voided' }
  /** `last`: the highest CRL number that was signed for the issuer. */
  | { readonly kind: 'crl-number-already-used'; readonly last: string }
  | { readonly kind: 'crl-number-not-rising'; readonly last: string }
  | { readonly kind: 'crl-number-too-high'; readonly last: string }
  | { readonly kind: 'crl-older-than-last'; readonly lastUpdate: Instant }
  /** Of certificates that may not have expired before the last CRL of the scope; `serials`: the first of them. */
  | {
      readonly kind: 'crl-entries-missing'
      readonly count: number
      readonly serials: readonly string[]
    }
  /** Another CRL of the scope was signed while this one was read. */
  | { readonly kind: 'crl-not-last' }
  /** The tree does not contain that of the last signed head, which has this size; 0: there is none. */
  | { readonly kind: 'head-not-consistent'; readonly lastSize: number }
  /** No head of this size was signed lately. */
  | { readonly kind: 'head-not-known' }
  /** The entries are not at these positions of the tree. */
  | { readonly kind: 'entries-not-proved' }
  | { readonly kind: 'too-many-receipts' }
  /** No key for witnesses was made. */
  | { readonly kind: 'no-note-key' }
  | { readonly kind: 'no-head-yet' }
