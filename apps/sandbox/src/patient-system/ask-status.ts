import { minute, type Instant } from '@sotevarmenne/kernel/instant'
import { askOcsp } from '@sotevarmenne/signatures/ask-ocsp'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { CertificateStatus } from '@sotevarmenne/x509/ocsp'

export type StatusAnswer = CertificateStatus | { readonly kind: 'unavailable' }

/** Asks the status of a certificate whose chain was verified. */
export type AskStatus = (about: {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly at: Instant
}) => Promise<StatusAnswer>

export const askStatusByOcsp: AskStatus = async (about) =>
  (await askOcsp({ ...about, toleranceMilliseconds: minute })) ?? { kind: 'unavailable' }
