import type { Certificate } from './certificate.ts'
import type { CrlHead } from './crl-reader.ts'
import { isSameDistributionPointName, type DistributionPoint } from './distribution-points.ts'
import type { GeneralName } from './name-constraints.ts'
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
  return distributionPointsOf({ issuer: subject, known: certificate })
    .filter(({ reasons, crlIssuers }) => reasons === undefined && crlIssuers === undefined)
    .some((point) => isCrlOfPoint(crl, point, { issuer: subject, known: certificate }))
}

/** Those of the certificate, and that of the issuer's own CRL. */
export const distributionPointsOf = ({
  issuer,
  known: { crlDistributionPoints = [], distributionPoints },
}: {
  readonly issuer: Name
  readonly known: CertifiedBy
}): readonly DistributionPoint[] => [
  ...(distributionPoints ??
    crlDistributionPoints.map((value) => ({
      distributionPoint: [{ kind: 'uri', value } as const],
    }))),
  { distributionPoint: [{ kind: 'directory', name: issuer }] },
]

/** Whether a CRL is at the distribution point and may cover the certificate (RFC 5280 § 6.3.3 b). */
export function isCrlOfPoint(
  { issuer: crlIssuer, limits }: Pick<CrlHead, 'issuer' | 'limits'>,
  { distributionPoint, crlIssuers }: DistributionPoint,
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
  const wanted = distributionPoint.length > 0 ? distributionPoint : (crlIssuers ?? [])
  return (
    limits.distributionPoint.length === 0 ||
    limits.distributionPoint.some((name) =>
      wanted.some((each) => isSameDistributionPointName(name, each, crlIssuer)),
    )
  )
}

const isNamed = (crlIssuer: Name, crlIssuers: readonly GeneralName[]): boolean =>
  crlIssuers.some((each) => each.kind === 'directory' && isSameName(each.name, crlIssuer))
