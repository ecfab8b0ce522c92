import { randomBytes } from 'node:crypto'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { encodeOcspRequest, type CertificateStatus } from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'
import { bytesOverHttp } from './bytes-over-http.ts'

const milliseconds = 5 * second
/** A response with the responder's certificate is a tenth of it. */
export const maxOcspResponseBytes = 64 * 1024

/**
 * The status of a certificate with a verified chain, from the OCSP responder that the certificate names (RFC
 * 6960 over HTTP, with a nonce). Undefined when there is no response, or none that can be trusted.
 */
export async function queryOcsp({
  certificate,
  issuer,
  at,
  toleranceMilliseconds,
}: {
  readonly certificate: Pick<Certificate, 'serial'> & {
    readonly known: Pick<Certificate['known'], 'authorityInfoAccess'>
  }
  readonly issuer: Certificate
  readonly at: Instant
  /** Max clock skew between the responder and this machine. */
  readonly toleranceMilliseconds: number
}): Promise<CertificateStatus | undefined> {
  const url = certificate.known.authorityInfoAccess?.ocsp[0]
  if (url === undefined) return undefined
  const about = { issuer, serial: certificate.serial }
  const nonce = randomBytes(32)
  const body = encodeOcspRequest([certIdFor({ ...about, hashAlgorithm: 'sha1' })], nonce)
  const response = await bytesOverHttp(url, {
    request: { type: 'application/ocsp-request', body },
    milliseconds,
    maxBytes: maxOcspResponseBytes,
  })
  if (response === undefined) return undefined
  const status = checkOcspResponse({ ...about, response, at, nonce, toleranceMilliseconds })
  return status.ok ? status.value : undefined
}
