import type { Certificate } from './certificate.ts'
import type { CrlHead } from './crl-reader.ts'
import { isSamePlace, type DistributionPoint, type Place } from './distribution-points.ts'
import { isSameName } from './name-matching.ts'
import type { Name } from './names.ts'

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
  crl: Pick<CrlHead, 'issuer' | 'limits'>,
  certificate: CertifiedBy,
  { subject, known: { keyUsage } }: Pick<Certificate, 'subject' | 'known'>,
): boolean {
  if (keyUsage !== undefined && !keyUsage.includes('cRLSign')) return false
  if (crl.limits?.reasons !== undefined || crl.limits?.isIndirect === true) return false
  return pointsOf({ issuer: subject, known: certificate })
    .filter(({ reasons, crlIssuers }) => reasons === undefined && crlIssuers === undefined)
    .some((point) => isCrlOfPoint(crl, point, { issuer: subject, known: certificate }))
}

/** Those of the certificate, and that of the issuer's own CRL. */
export const pointsOf = ({
  issuer,
  known: { crlDistributionPoints = [], distributionPoints },
}: {
  readonly issuer: Name
  readonly known: CertifiedBy
}): readonly DistributionPoint[] => [
  ...(distributionPoints ??
    crlDistributionPoints.map((value) => ({ places: [{ kind: 'uri', value } as const] }))),
  { places: [{ kind: 'directory', name: issuer }] },
]

/** Whether a CRL is at the distribution point and may cover the certificate (RFC 5280 § 6.3.3 b). */
export function isCrlOfPoint(
  { issuer: crlIssuer, limits }: Pick<CrlHead, 'issuer' | 'limits'>,
  { places, crlIssuers }: DistributionPoint,
  {
    issuer,
    known: { basicConstraints },
  }: { readonly issuer: Name; readonly known: Pick<CertifiedBy, 'basicConstraints'> },
): boolean {
  if (crlIssuers === undefined && !isSameName(crlIssuer, issuer)) return false
  if (crlIssuers !== undefined && !(limits?.isIndirect === true && isNamed(crlIssuer, crlIssuers)))
    return false
  if (limits === undefined) return true
  const kind = basicConstraints?.cA === true ? 'ca-certificates' : 'user-certificates'
  if (limits.only !== undefined && limits.only !== kind) return false
  const wanted = places.length > 0 ? places : (crlIssuers ?? [])
  return (
    limits.places.length === 0 ||
    limits.places.some((place) => wanted.some((each) => isSamePlace(place, each, crlIssuer)))
  )
}

const isNamed = (name: Name, places: readonly Place[]): boolean =>
  places.some((place) => place.kind === 'directory' && isSameName(place.name, name))
