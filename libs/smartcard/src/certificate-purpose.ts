import type { Certificate } from '@sotevarmenne/x509/certificate'

/** What a certificate on a card is for: sign-in, or signatures on documents. */
export type CertificatePurpose = 'digitalSignature' | 'nonRepudiation'

/** The two certificates of a card have one purpose each (FINEID S2): neither key may replace the other. */
export const isForPurpose = (
  { known: { keyUsage = [] } }: Pick<Certificate, 'known'>,
  purpose: CertificatePurpose,
): boolean =>
  keyUsage.includes(purpose) &&
  keyUsage.includes('nonRepudiation') === (purpose === 'nonRepudiation')
