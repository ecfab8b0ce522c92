import type { Certificate } from './certificate.ts'
import type { CrlHead } from './crl-reader.ts'
import { equalBytes } from './der.ts'

/**
 * Whether a CRL is from the certificate's issuer, which may sign CRLs, and covers the certificate: for a
 * shard only when the certificate names its URL (RFC 5280 § 6.3.3 b, f). Checks neither its signature nor its
 * time.
 */
export const isCrlFor = (
  { issuerDer, distributionPoints }: Pick<CrlHead, 'issuerDer' | 'distributionPoints'>,
  { crlDistributionPoints: places = [] }: Pick<Certificate['known'], 'crlDistributionPoints'>,
  { subjectDer, known: { keyUsage } }: Pick<Certificate, 'subjectDer' | 'known'>,
): boolean =>
  equalBytes(issuerDer, subjectDer) &&
  (keyUsage === undefined || keyUsage.includes('cRLSign')) &&
  (distributionPoints.length === 0 || distributionPoints.some((place) => places.includes(place)))
