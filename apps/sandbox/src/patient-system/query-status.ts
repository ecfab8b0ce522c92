import { minute, type Instant } from '@sotevarmenne/kernel/instant'
import { queryOcsp } from '@sotevarmenne/signatures/query-ocsp'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { CertificateStatus } from '@sotevarmenne/x509/ocsp'

export type StatusResponse = CertificateStatus | { readonly kind: 'unavailable' }

/** Queries the status of a certificate with a verified chain. */
export type QueryStatus = (about: {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly at: Instant
}) => Promise<StatusResponse>

export const queryStatusByOcsp: QueryStatus = async (about) =>
  (await queryOcsp({ ...about, toleranceMilliseconds: minute })) ?? { kind: 'unavailable' }
