import { randomBytes } from 'node:crypto'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import {
  encodeOcspRequest,
  type CertificateStatus,
  type SingleResponse,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkedSingleResponse } from '@sotevarmenne/x509/ocsp-check'
import { bytesOverHttp } from './bytes-over-http.ts'

const milliseconds = 5 * second
/** A response with the responder's certificate is a tenth of it. */
export const maxOcspResponseBytes = 64 * 1024

export type OcspQuery = {
  readonly certificate: Pick<Certificate, 'serial'> & {
    readonly known: Pick<Certificate['known'], 'authorityInfoAccess'>
  }
  readonly issuer: Certificate
  readonly at: Instant
  /** Max clock skew between the responder and this machine. */
  readonly toleranceMilliseconds: number
}

/**
 * The status of a certificate with a verified chain, from the OCSP responder that the certificate names (RFC
 * 6960 over HTTP, with a nonce). Undefined when there is no response, or none that can be trusted.
 */
export const queryOcsp = async (query: OcspQuery): Promise<CertificateStatus | undefined> =>
  (await queryOcspResponse(query))?.status

/** The same, with the time until which the response holds. */
export async function queryOcspResponse({
  certificate,
  issuer,
  at,
  toleranceMilliseconds,
}: OcspQuery): Promise<SingleResponse | undefined> {
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
  const single = checkedSingleResponse({ ...about, response, at, nonce, toleranceMilliseconds })
  return single.ok ? single.value : undefined
}
