import { randomBytes } from 'node:crypto'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { encodeOcspRequest, type CertificateStatus } from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'
import { octetsOverHttp } from './octets-over-http.ts'

const milliseconds = 5 * second
const mostOctets = 64 * 1024

/**
 * The status of a certificate whose chain was verified, from the responder that the certificate itself names (RFC 6960 over
 * HTTP, with a nonce). Undefined when there is no answer, or none that can be believed.
 */
export async function askOcsp({
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
  /** How far the clocks of the responder and of this machine may be apart. */
  readonly toleranceMilliseconds: number
}): Promise<CertificateStatus | undefined> {
  const url = certificate.known.authorityInfoAccess?.ocsp[0]
  if (url === undefined) return undefined
  const about = { issuer, serial: certificate.serial }
  const nonce = randomBytes(32)
  const body = encodeOcspRequest([certIdFor({ ...about, hashAlgorithm: 'sha1' })], nonce)
  const response = await octetsOverHttp(url, {
    question: { type: 'application/ocsp-request', body },
    milliseconds,
    mostOctets,
  })
  if (response === undefined) return undefined
  const status = checkOcspResponse({ ...about, response, at, nonce, toleranceMilliseconds })
  return status.ok ? status.value : undefined
}
