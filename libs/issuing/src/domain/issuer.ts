import type { Brand } from '@sotevarmenne/kernel/brand'
import type { IpAddressRule } from '@sotevarmenne/kernel/ip-address'

/**
 * One of our CAs, as URLs and tables name it: `professional-g1-ecc`, by role, generation and key family.
 * Which CAs exist, and their names in certificates, is data in the file that `issuer-file.ts` reads.
 */
export type IssuerId = Brand<string, 'IssuerId'>

/** The kind of subjects that an issuer certifies. A profile names roles, never single issuers. */
export const issuerRoles = ['root', 'professional', 'temporary', 'service', 'test'] as const
export type IssuerRole = (typeof issuerRoles)[number]

/** Issuers that certify the keys of cards. */
export type CardIssuerRole = Exclude<IssuerRole, 'root' | 'service'>

/** The keys of one tree: RSA-4096 with SHA-512, or P-384 with SHA-384. */
export type KeyFamily = 'rsa' | 'ecc'

/** What is decided about an issuer before it exists: its names and URLs as its certificates contain them. */
export type IssuerFacts = {
  readonly id: IssuerId
  readonly role: IssuerRole
  readonly family: KeyFamily
  /**
   * From 1. The newest of a role and family issues; older ones only publish the status of what they issued.
   */
  readonly generation: number
  /** A root that certifies test CAs alone: who trusts it trusts nobody else. */
  readonly isForTests?: boolean | undefined
  /** The root that certifies it; a root names itself. */
  readonly under: IssuerId
  readonly country: string
  readonly organisation: string
  /** Of a service that is a real one: what it writes about its certificates does not say TEST. */
  readonly isProductionService?: boolean
  readonly commonName: string
  /** The common name of its OCSP responder. */
  readonly responderName: string
  /** The URL of the full CRL. With CRL shards, no certificate names it. */
  readonly crlUrl: string
  readonly ocspUrl: string
  /** The URL of the issuer's own certificate. */
  readonly certificateUrl: string
  /** The number of CRL shards of its certificates (`shards.ts`); 0 when there is a single CRL. */
  readonly shards: number
  /** For its certificates and, below a root, its own. A root has none. */
  readonly policy: PolicyNames | undefined
  /** By profile: policies that its certificates have instead of the CA's. */
  readonly profilePolicies: ReadonlyMap<string, PolicyNames>
  /**
   * Its signature certificates are qualified and say so (EN 319 412-5), with the URLs of their disclosure
   * statements. No TEST CA is qualified.
   */
  readonly qualified: readonly DisclosureStatement[] | undefined
  /**
   * If set, authentication certificates name the account (UPN) `<registration number>@<this>` on
   * workstations.
   */
  readonly accountDomain?: string | undefined
  /**
   * SHA-256 fingerprints (of SubjectPublicKeyInfo, hexadecimal) of keys that others also have: it certifies
   * none of them.
   */
  readonly blockedKeys: ReadonlySet<string>
  /** The addresses that it certifies in certificates of servers. */
  readonly isServerAddress: IpAddressRule
  /** Validity of its own certificate, to the end of that Finnish day. */
  readonly years: number
  /** Limits from which its CRLs are paused until released under dual control. */
  readonly guard: GuardLimits
}

/** Mass-revocation guard: limits above which revocations need a release under dual control. */
export type GuardLimits = {
  /** More than this number of an issuer's revocations within the window. */
  readonly number: number
  /** More than this part of all its certificates within the window, 0 to 1. */
  readonly share: number
  /** Revocations in this window are counted together: a fault that spreads over time is still one fault. */
  readonly windowMinutes: number
}

/** The URL of a PKI disclosure statement (EN 319 412-5), and its language (ISO 639-1). */
export type DisclosureStatement = { readonly url: string; readonly language: string }

export type PolicyNames = {
  /** As the last part of the URL of its document, without the key family: `temporary-professional`. */
  readonly id: string
  readonly oid: string
  readonly cpsUrl: string
  /** In Finnish, Swedish and English, at most 200 characters each (RFC 5280 § 4.2.1.4). */
  readonly notices: readonly string[]
}
