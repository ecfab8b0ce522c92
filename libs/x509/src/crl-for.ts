import type { Certificate } from './certificate.ts'
import type { CrlHead } from './crl-reader.ts'
import { isSamePlace, type Place } from './distribution-points.ts'
import { isSameName } from './name-matching.ts'

type CertifiedBy = Pick<
  Certificate['known'],
  'crlDistributionPoints' | 'distributionPoints' | 'basicConstraints'
>

/**
 * Whether a CRL is from the certificate's issuer, which may sign CRLs, and covers the certificate for all
 * reasons: for a shard only when the certificate names its place (RFC 5280 § 6.3.3 b, f). Checks neither its
 * signature nor its time.
 */
export function isCrlFor(
  { issuer: crlIssuer, limits }: Pick<CrlHead, 'issuer' | 'limits'>,
  certificate: CertifiedBy,
  { subject, known: { keyUsage } }: Pick<Certificate, 'subject' | 'known'>,
): boolean {
  if (!isSameName(crlIssuer, subject)) return false
  if (keyUsage !== undefined && !keyUsage.includes('cRLSign')) return false
  if (limits === undefined) return true
  const kind = certificate.basicConstraints?.cA === true ? 'ca-certificates' : 'user-certificates'
  if (limits.only !== undefined && limits.only !== kind) return false
  if (limits.reasons !== undefined || limits.isIndirect === true) return false
  const named = placesOf(certificate)
  return (
    limits.places.length === 0 ||
    limits.places.some((place) => named.some((each) => isSamePlace(place, each, crlIssuer)))
  )
}

/** Places of CRLs of the issuer itself, for all reasons. */
const placesOf = ({
  crlDistributionPoints = [],
  distributionPoints,
}: CertifiedBy): readonly Place[] =>
  distributionPoints
    ?.filter(({ reasons, crlIssuers }) => reasons === undefined && crlIssuers === undefined)
    .flatMap(({ places }) => places) ??
  crlDistributionPoints.map((value) => ({ kind: 'uri', value }))
