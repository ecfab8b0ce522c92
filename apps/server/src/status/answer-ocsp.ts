import { minute, second, instant, type Instant } from '@sotevarmenne/kernel/instant'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import {
  assembleOcspResponse,
  decodeOcspRequest,
  encodeResponseData,
  ocspError,
  type AskedCertificate,
  type CertificateStatus,
  type CertId,
  type OcspError,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import type { Issuer } from '#authority/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { ResponderKey } from './responder-key.ts'
import type { RevocationView } from './revocation-view.ts'

export type OcspAnswer = {
  readonly der: Uint8Array
  /** Whether others may get the same answer: not with a nonce, and no error. */
  readonly isShareable: boolean
}

export type OcspParts = {
  readonly issuer: Issuer
  readonly view: RevocationView
  readonly key: () => ResponderKey | undefined
  readonly isIssued: (issuer: Issuer, serial: string) => Promise<boolean>
  readonly clock: Clock
}

/** Answers for one issuer: from memory, but for the first question about a certificate, which looks whether it was issued. */
export function createOcspAnswerer(parts: OcspParts): (request: Uint8Array) => Promise<OcspAnswer> {
  const { issuer, view, clock } = parts
  const ids = {
    sha1: certIdFor({ hashAlgorithm: 'sha1', issuer: issuer.certificate, serial: anySerial }),
    sha256: certIdFor({ hashAlgorithm: 'sha256', issuer: issuer.certificate, serial: anySerial }),
  }
  const kept = new Map<string, KeptAnswer>()

  const statusOf = async ({ certId }: AskedCertificate): Promise<CertificateStatus> => {
    if (!isOfIssuer(certId, ids[certId.hashAlgorithm])) return { kind: 'unknown' }
    const serial = formatSerial(certId.serial)
    const revocation = view.find(issuer.id, serial)
    if (revocation !== undefined)
      return { kind: 'revoked', revokedAt: revocation.revokedAt, reason: revocation.reason }
    return (await parts.isIssued(issuer, serial)) ? { kind: 'good' } : { kind: 'unknown' }
  }

  return async (request) => {
    const asked = decodeOcspRequest(request)
    if (!asked.ok || asked.value.requests.length > mostCertificates)
      return error('malformedRequest')
    const { requests, nonce } = asked.value
    const key = parts.key()
    const asOf = view.asOf()
    const now = clock.now()
    // What was last known a long time ago is not said: the database has been out of reach since.
    if (key === undefined || asOf === undefined || now >= asOf + answerValidity)
      return error('tryLater')

    const name = requests.map(({ certIdDer }) => Buffer.from(certIdDer).toString('base64')).join()
    const statuses = await Promise.all(requests.map(statusOf))
    const summary = statuses.map(({ kind }) => kind).join()
    if (nonce === undefined) {
      const before = kept.get(name)
      if (before?.key === key && before.summary === summary && isFresh(before, now))
        return { der: before.der, isShareable: true }
    }

    const tbs = encodeResponseData({
      responderKeyHash: key.keyHash,
      producedAt: now,
      responses: requests.map(({ certIdDer }, index) => ({
        certIdDer,
        status: statuses[index] ?? { kind: 'unknown' },
        thisUpdate: asOf,
        nextUpdate: instant(asOf + answerValidity),
      })),
      nonce,
    })
    const der = assembleOcspResponse({
      tbs,
      signatureAlgorithm: 'ecdsa-sha256',
      signature: key.sign(tbs),
      certificates: [key.certificate.der],
    })
    if (nonce !== undefined) return { der, isShareable: false }
    // Of invented serials and of mixtures there is no end: kept, they would fill the memory.
    if (requests.length === 1 && summary !== 'unknown') {
      if (kept.size >= mostKept) kept.clear()
      kept.set(name, { der, key, summary, at: now })
    }
    return { der, isShareable: true }
  }
}

type KeptAnswer = {
  readonly der: Uint8Array
  readonly key: ResponderKey
  readonly summary: string
  readonly at: Instant
}

/** In one request; a browser asks about one, a validator about a chain. */
const mostCertificates = 20
const mostKept = 20_000
/** From thisUpdate to nextUpdate. */
const answerValidity = 10 * minute
/** How long an answer is given again. A change of status is seen at once, whatever this says. */
const keptFor = 30 * second

const isFresh = ({ at }: KeptAnswer, now: Instant): boolean => now >= at && now < at + keptFor

const anySerial = Uint8Array.of(1)

const isOfIssuer = (asked: CertId, own: CertId): boolean =>
  equalBytes(asked.issuerKeyHash, own.issuerKeyHash) &&
  equalBytes(asked.issuerNameHash, own.issuerNameHash)

const error = (kind: OcspError): OcspAnswer => ({ der: ocspError(kind), isShareable: false })
