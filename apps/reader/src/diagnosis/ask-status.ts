import { randomBytes } from 'node:crypto'
import { minute, second, type Instant } from '@sotevarmenne/kernel/instant'
import type { KeyPurpose } from '@sotevarmenne/smartcard/words'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'
import type { CardSeen } from '../cards/card-desk.ts'
import { mayBeUsed } from '../cards/right-of-use.ts'
import type { CertificateStatus } from './diagnose.ts'

const timeLimit = 5 * second
const clockTolerance = 10 * minute
const longestAnswer = 64 * 1024

/**
 * The status of a certificate by OCSP (RFC 6960), from the responder that the certificate itself names. Only certificates of
 * trusted authorities are asked about: the address in another could be anybody's.
 */
export async function askStatus(
  { certificates, chain, rights }: Pick<CardSeen, 'certificates' | 'chain' | 'rights'>,
  purpose: KeyPurpose,
  at: Instant,
): Promise<CertificateStatus> {
  const certificate = decoded(certificates.find((each) => each.purpose === purpose)?.der)
  const issuer = decoded(chain[0])
  const right = rights[purpose]
  const url = certificate?.known.authorityInfoAccess?.ocsp[0]
  if (!certificate || !issuer || !right || !mayBeUsed(right) || url === undefined)
    return 'not-known'
  const about = { issuer, serial: certificate.serial }
  const nonce = randomBytes(32)
  const question = encodeOcspRequest([certIdFor({ ...about, hashAlgorithm: 'sha1' })], nonce)
  const response = await post(url, question)
  const status =
    response &&
    checkOcspResponse({ ...about, response, at, nonce, toleranceMilliseconds: clockTolerance })
  if (!status?.ok) return 'not-known'
  switch (status.value.kind) {
    case 'good':
      return 'good'
    case 'revoked':
      return 'revoked'
    case 'unknown':
      return 'not-known'
  }
}

function decoded(der: Uint8Array | undefined) {
  const certificate = der && decodeCertificate(der)
  return certificate?.ok ? certificate.value : undefined
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
    const bytes = new Uint8Array(await response.arrayBuffer())
    return response.ok && bytes.length <= longestAnswer ? bytes : undefined
  } catch {
    // The network failed: nothing is known.
    return undefined
  }
}
