import type { Instant } from '@sotevarmenne/kernel/instant'
import { verifySigned } from './algorithms.ts'
import type { Certificate } from './certificate.ts'
import type { CrlEntry } from './crl-entry.ts'
import { isCrlOfPoint, distributionPointsOf } from './crl-for.ts'
import type { CertificateList } from './crl.ts'
import { equalBytes } from './der.ts'
import type { DistributionPoint } from './distribution-points.ts'
import { isSameName } from './name-matching.ts'

export type CrlsToCheck = {
  readonly certificate: Certificate
  /** In any order; those that don't fit are ignored. */
  readonly crls: readonly CertificateList[]
  /** Certificates of keys that may sign CRLs: their chains were verified, to the same anchor. */
  readonly signers: readonly Certificate[]
  readonly at: Instant
}

export type StatusByCrls =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly entry: CrlEntry }
  /** The CRLs don't cover the certificate for all reasons. */
  | { readonly kind: 'unknown' }

/**
 * The status of a certificate by CRLs of any kind but delta CRLs (RFC 5280 § 6.3): of part of the
 * certificates or the reasons, and of other issuers.
 */
export function statusByCrls({ certificate, crls, signers, at }: CrlsToCheck): StatusByCrls {
  const current = crls.filter(
    (crl) => crl.thisUpdate <= at && at < crl.nextUpdate && isSignedByOneOf(signers, crl),
  )
  const covered = new Set<number>()
  for (const point of distributionPointsOf(certificate))
    for (const crl of current) {
      if (!isCrlOfPoint(crl, point, certificate)) continue
      const entry = entryOf(crl, certificate)
      if (entry !== undefined) return { kind: 'revoked', entry }
      for (const reason of reasonsOf(crl, point)) covered.add(reason)
    }
  return { kind: allReasons.every((reason) => covered.has(reason)) ? 'good' : 'unknown' }
}

/** Bit numbers of ReasonFlags (RFC 5280 § 4.2.1.13) but the unused 0. */
const allReasons: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8]

const isSignedByOneOf = (signers: readonly Certificate[], crl: CertificateList): boolean =>
  signers.some(
    ({ subject, subjectPublicKeyInfo, known: { keyUsage } }) =>
      isSameName(subject, crl.issuer) &&
      (keyUsage === undefined || keyUsage.includes('cRLSign')) &&
      verifySigned(crl, subjectPublicKeyInfo),
  )

const entryOf = (
  { entries, issuer: crlIssuer }: CertificateList,
  { serial, issuer }: Certificate,
): CrlEntry | undefined =>
  entries.find(
    (entry) =>
      equalBytes(entry.serial, serial) && isSameName(entry.certificateIssuer ?? crlIssuer, issuer),
  )

const reasonsOf = (
  { limits }: CertificateList,
  { reasons = allReasons }: DistributionPoint,
): readonly number[] => {
  const listed = limits?.reasons
  return listed === undefined ? reasons : reasons.filter((reason) => listed.includes(reason))
}
