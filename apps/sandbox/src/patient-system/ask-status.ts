import { randomBytes } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { minute, second } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { encodeOcspRequest, type CertificateStatus } from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'

export type StatusAnswer = CertificateStatus | { readonly kind: 'unavailable' }

/** Asks the status of a certificate whose chain was verified. */
export type AskStatus = (about: {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly at: Instant
}) => Promise<StatusAnswer>

const timeLimit = 5 * second
const clockTolerance = minute
const longestAnswer = 64 * 1024

/** Asks the responder that the certificate names (RFC 6960 over HTTP). An answer that can't be believed is no answer. */
export const askStatusByOcsp: AskStatus = async ({ certificate, issuer, at }) => {
  const url = certificate.known.authorityInfoAccess?.ocsp[0]
  if (url === undefined) return { kind: 'unavailable' }
  const about = { issuer, serial: certificate.serial }
  const nonce = randomBytes(32)
  const question = encodeOcspRequest([certIdFor({ ...about, hashAlgorithm: 'sha1' })], nonce)
  const response = await post(url, question)
  if (response === undefined) return { kind: 'unavailable' }

  const status = checkOcspResponse({
    ...about,
    response,
    at,
    nonce,
    toleranceMilliseconds: clockTolerance,
  })
  return status.ok ? status.value : { kind: 'unavailable' }
}

async function post(url: string, body: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/ocsp-request' },
      body: Buffer.from(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeLimit),
    })
    if (!response.ok) return undefined
    const bytes = new Uint8Array(await response.arrayBuffer())
    return bytes.length > longestAnswer ? undefined : bytes
  } catch {
    // The network failed: the caller refuses, as nothing is known.
    return undefined
  }
}
