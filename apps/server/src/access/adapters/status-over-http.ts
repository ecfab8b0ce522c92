import { randomBytes } from 'node:crypto'
import { minute, second } from '@sotevarmenne/kernel/instant'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { decodeCertificateList } from '@sotevarmenne/x509/crl'
import { equalBytes } from '@sotevarmenne/x509/der'
import { encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { StatusAnswers } from '../ports.ts'

const timeLimit = 5 * second
/** A list of half a million, and more than any shard. */
const longestAnswer = 32 * 1024 * 1024

/** Asks at the addresses that the certificate names, as a relying party does (RFC 6960, RFC 5280 § 6.3). */
export const statusOverHttp: StatusAnswers = {
  byOcsp: async ({ certificate, issuer, at }) => {
    const url = certificate.known.authorityInfoAccess?.ocsp[0]
    if (url === undefined) return 'no-answer'
    const about = { issuer, serial: certificate.serial }
    const nonce = randomBytes(32)
    const question = encodeOcspRequest([certIdFor({ ...about, hashAlgorithm: 'sha1' })], nonce)
    const response = await ask(url, {
      method: 'POST',
      headers: { 'content-type': 'application/ocsp-request' },
      body: Buffer.from(question),
    })
    if (response === undefined) return 'no-answer'
    const told = { ...about, response, at, nonce, toleranceMilliseconds: minute }
    const status = checkOcspResponse(told)
    return status.ok ? status.value.kind : 'no-answer'
  },

  byList: async ({ certificate, issuer, at }) => {
    const url = certificate.known.crlDistributionPoints?.[0]
    const der = url === undefined ? undefined : await ask(url)
    const list = der && decodeCertificateList(der)
    if (!list?.ok) return 'no-answer'
    const { thisUpdate, nextUpdate, entries, ...signed } = list.value
    const isCurrent = thisUpdate <= at + minute && at <= nextUpdate
    if (!isCurrent || !verifySigned(signed, issuer.subjectPublicKeyInfo)) return 'no-answer'
    return entries.some(({ serial }) => equalBytes(serial, certificate.serial)) ? 'revoked' : 'good'
  },
}

async function ask(url: string, more: RequestInit = {}): Promise<Uint8Array | undefined> {
  assertOutsideTransaction()
  try {
    const response = await fetch(url, {
      ...more,
      redirect: 'error',
      signal: AbortSignal.timeout(timeLimit),
    })
    if (!response.ok) return undefined
    const octets = new Uint8Array(await response.arrayBuffer())
    return octets.length > longestAnswer ? undefined : octets
  } catch {
    // No network, no answer: it is told as that.
    return undefined
  }
}
