import type { RevocationCause } from '@sotevarmenne/api/crl'
import type { Permission } from '@sotevarmenne/api/permissions'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { CrlReason as AnyCrlReason } from '@sotevarmenne/x509/crl-reason'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { SerialNumber, SigningLogFault } from '#pki/issuance/contract.ts'
import type { Permit } from '#platform/permit.ts'

/** Every operation that revokes certificates, with what it ends. */
export const revokingOperations = [
  'acme.serve',
  'cards.cancelCard',
  'cards.destroyUncollected',
  'cards.followRegisters',
  'cards.noteFirstUse',
  'cards.produceCard',
  'cards.reportActivation',
  'cards.reportOwnCardLost',
  'cards.returnUncollected',
  'complaints.fileComplaint',
  'employments.endDue',
  'employments.endEmployment',
  'hotline.takeCall',
  'orders.stopOrder',
  'serviceCertificates.decideOutdated',
  'serviceCertificates.issue',
  'serviceCertificates.revoke',
  'serviceCertificates.revokeOutdated',
  'spareCards.cancelSpareCard',
  'spareCards.follow',
  'spareCards.produceSpareCard',
  'spareCards.takeBackSpareCard',
  'testCards.lapse',
  'testCards.order',
  'testCards.revoke',
] as const satisfies readonly Permission[]

/** No other operation can revoke. */
export type RevokingPermit = Permit<(typeof revokingOperations)[number]>

/** Reason codes we use (RFC 5280 § 5.3.1). No certificateHold: a revocation is final. */
export type CrlReason = Exclude<AnyCrlReason, 'certificateHold' | 'removeFromCRL' | 'aACompromise'>

export type { RevocationCause }

export type RevokeCertificates = {
  readonly issuer: IssuerId
  readonly serials: readonly SerialNumber[]
  readonly reason: CrlReason
  /** What happened, for the audit log: a `RevocationCause`, or the caller's own term. No personal data. */
  readonly cause: string
}

export type RevokeRefusal =
  | { readonly kind: 'certificate-not-found'; readonly serial: string }
  | { readonly kind: 'certificate-not-issued'; readonly serial: string }

/** One revocation. Positions rise in the order of commits, without gaps that a later one could fill. */
export type Revocation = {
  readonly position: number
  readonly issuer: IssuerId
  readonly serial: SerialNumber
  readonly reason: CrlReason
  readonly revokedAt: Instant
  /** Of the certificate: it stays on CRLs until then (S2). */
  readonly notAfter: Instant
}

/** The certificates that one CRL covers: those of a shard, or all of the issuer's when there is none. */
export type CrlScope = { readonly issuer: IssuerId; readonly shard?: number | undefined }

/** The exact content of a CRL. Revocations are final and only added, so it is the same at every reading. */
export type Listed = CrlScope & {
  /** Revocations up to this position. */
  readonly upTo: number
  /** Only of certificates that are valid at this instant or end later; undefined: of all. */
  readonly endingFrom?: Instant | undefined
}

export type EntriesMeasured = {
  readonly count: number
  /** Of all entries together. */ readonly bytes: number
}

/** Entries in DER, one behind the other in the order of their positions. */
export type EntriesPage = {
  readonly entries: Uint8Array
  /** Position of the last one: where the next page continues. */
  readonly last: number
}

/** After a position, and up to another one. */
export type CausesQueried = {
  readonly issuer: IssuerId
  readonly position: number
  readonly upTo?: number
  /** Only what was recorded then or later, whatever time of revocation was stated, or is on no CRL yet. */
  readonly lately?: { readonly recordedFrom: Instant; readonly listedUpTo: number }
}

export type CauseCount = { readonly cause: string; readonly count: number }

/** That something was revoked in a scope. */
export type ScopeTouched = {
  readonly issuer: IssuerId
  /** Undefined: of certificates that are on the full CRL only. */
  readonly shard: number | undefined
  /** Position of the last revocation. */
  readonly last: number
  /** How many revocations there are. */
  readonly count: number
  /** When the first of them was recorded. */
  readonly firstRecordedAt: Instant
}

export type CertificateStatus =
  | { readonly status: 'good' }
  | { readonly status: 'revoked'; readonly revokedAt: Instant; readonly reason: CrlReason }
  /** Never issued by us. */
  | { readonly status: 'unknown' }

export type CertificateRevoked = {
  readonly type: 'CertificateRevoked'
  readonly issuer: IssuerId
  readonly serial: SerialNumber
  readonly reason: CrlReason
  readonly cause: string
  readonly about?: { readonly personId?: string; readonly cardId?: string }
}

/**
 * The signer has signed a certificate that is not recorded as issued. `isRevoked` is false where there are so
 * many at once that the database must have lost them.
 */
export type UnrecordedCertificateFound = {
  readonly type: 'UnrecordedCertificateFound'
  readonly issuer: string
  readonly serial: string
  readonly kind: SigningLogFault
  readonly isRevoked: boolean
}

/** Two persons decided about the signer's memory. `digest`: SHA-256 of their signed decision, hexadecimal. */
export type SignerDecisionApplied = {
  readonly type: 'SignerDecisionApplied'
  readonly digest: string
  readonly decision: string
}

/** A page of an older system's statuses was imported. */
export type StatusesImported = {
  readonly type: 'StatusesImported'
  readonly issuer: IssuerId
  readonly certificates: number
  readonly revocations: number
}
