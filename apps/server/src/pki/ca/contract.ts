import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { AdminPurpose } from '@sotevarmenne/smartcard/words'

/**
 * A certificate authority of ours, as our addresses and tables call it: `professional-g1-ecc`, by role, generation and
 * family of keys. Which there are is data, in the file that `authorities.ts` reads; its name in certificates too.
 */
export type IssuerId = Brand<string, 'IssuerId'>

/** Whom an issuer certifies. A profile names roles, never single issuers. */
export type IssuerRole = 'root' | 'professional' | 'temporary' | 'service' | 'test'

/** The keys of one tree: RSA-4096 with SHA-512, or P-384 with SHA-384. */
export type KeyFamily = 'rsa' | 'ecc'

/** A kind of certificate: what it must hold and may hold is data in `domain/profiles.ts`. */
export type ProfileId =
  | 'ca-root'
  | 'ca-issuing'
  | 'professional-authentication'
  | 'professional-signature'
  | 'staff-authentication'
  | 'staff-signature'
  | 'actor-authentication'
  | 'actor-signature'
  | 'temporary-authentication'
  | 'temporary-signature'
  | 'organisation-authentication'
  | 'organisation-signature'
  | 'citizen-authentication'
  | 'citizen-signature'
  | 'server'
  | 'system-signature'
  | 'email'
  | 'ocsp-responder'

/** What is decided about an issuer before it exists: names and addresses as its certificates carry them. */
export type IssuerFacts = {
  readonly id: IssuerId
  readonly role: IssuerRole
  readonly family: KeyFamily
  /** From 1. The newest of a role and family issues; the older ones only answer for what they issued. */
  readonly generation: number
  /** The root that certifies it; a root itself. */
  readonly under: IssuerId
  readonly country: string
  readonly organisation: string
  readonly commonName: string
  /** Of the full list. Where there are shards, no certificate names it. */
  readonly crlUrl: string
  readonly ocspUrl: string
  /** Of the issuer's own certificate. */
  readonly certificateUrl: string
  /** Into how many lists its certificates are divided (`domain/shards.ts`); 0 when all stand on one. */
  readonly shards: number
  /** Of its certificates and, below a root, of its own. A root has none. */
  readonly policy: PolicyNames | undefined
  /**
   * Its signature certificates are qualified and say so (EN 319 412-5), with where their disclosure statement stands.
   * No TEST authority is.
   */
  readonly qualified: readonly DisclosureStatement[] | undefined
  /** Where told, authentication certificates name the account (UPN) `<registration number>@<this>` on workstations. */
  readonly accountDomain?: string | undefined
  /** SHA-256 fingerprints (of SubjectPublicKeyInfo, hexadecimal) of keys that others hold too: it certifies none of them. */
  readonly knownBadKeys: ReadonlySet<string>
  /** Of its own certificate, to the end of that Finnish day. */
  readonly years: number
  /** From when on its lists are held until two persons have looked. */
  readonly brake: BrakeLimits
}

/** From when on revocations are too many to be believed without a look by two persons. */
export type BrakeLimits = {
  /** More than so many of an issuer within the window. */
  readonly number: number
  /** More than this part of all its certificates within the window, 0 to 1. */
  readonly share: number
  /** In which revocations are counted together: a fault that comes in drops is one fault all the same. */
  readonly windowMinutes: number
}

/** Where what a qualified certificate is worth is told, and its language (ISO 639-1). */
export type DisclosureStatement = { readonly url: string; readonly language: string }

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
/** To-be-signed bytes that passed every lint of their profile. Made only by `lintTbs`, used once; the signer takes nothing else. */
export type LintedTbs = {
  readonly der: Uint8Array
  readonly issuer: IssuerId
  readonly profile: ProfileId
  readonly [passed]: true
}

/**
 * Something of an older system's authority was taken over: its certificate, a list of it, or the one it made for our answers;
 * or that was requested.
 */
export type OlderAuthorityImported = {
  readonly type: 'OlderAuthorityImported'
  readonly authority: string
  readonly what: string
  /** SHA-256 of what was brought, or of the request, hexadecimal. */
  readonly digest: string
}

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
