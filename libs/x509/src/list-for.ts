import type { Certificate } from './certificate.ts'
import type { ListHead } from './crl-reader.ts'
import { equalBytes } from './der.ts'

/**
 * Whether a list is of the certificate's issuer, who may sign lists, and covers the certificate: one of a part only when it is at an
 * address that the certificate names (RFC 5280 § 6.3.3 b, f). Says nothing of its signature, nor of its time.
 */
export const isListFor = (
  { issuerDer, distributionPoints }: Pick<ListHead, 'issuerDer' | 'distributionPoints'>,
  { crlDistributionPoints: places = [] }: Pick<Certificate['known'], 'crlDistributionPoints'>,
  { subjectDer, known: { keyUsage } }: Pick<Certificate, 'subjectDer' | 'known'>,
): boolean =>
  equalBytes(issuerDer, subjectDer) &&
  (keyUsage === undefined || keyUsage.includes('cRLSign')) &&
  (distributionPoints.length === 0 || distributionPoints.some((place) => places.includes(place)))
