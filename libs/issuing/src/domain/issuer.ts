import type { Brand } from '@sotevarmenne/kernel/brand'

/**
 * A certificate authority of ours, as our addresses and tables call it: `professional-g1-ecc`, by role, generation and
 * family of keys. Which there are is data, in the file that `issuer-file.ts` reads; its name in certificates too.
 */
export type IssuerId = Brand<string, 'IssuerId'>

/** Whom an issuer certifies. A profile names roles, never single issuers. */
export type IssuerRole = 'root' | 'professional' | 'temporary' | 'service' | 'test'

/** The keys of one tree: RSA-4096 with SHA-512, or P-384 with SHA-384. */
export type KeyFamily = 'rsa' | 'ecc'

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
  /** Into how many lists its certificates are divided (`shards.ts`); 0 when all stand on one. */
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
