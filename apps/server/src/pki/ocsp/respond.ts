import type { ComposedReply, Reply } from '@sotevarmenne/http1/response'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import {
  assembleOcspResponse,
  decodeOcspRequest,
  encodeResponseData,
  ocspError,
  type AskedCertificate,
  type CertId,
  type CertificateStatus,
  type OcspError,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import type { ResponderKey } from './responder-key.ts'
import { httpDates, liveFields } from './response-template.ts'
import type { AnswerStore } from './response-store.ts'
import type { LookUp } from './look-up.ts'
import { quickQuestionReader } from './fast-path-parser.ts'
import { integerContent } from './serial-table.ts'

export type OcspParts = {
  readonly issuer: Certificate
  readonly store: AnswerStore
  /** The newest key; undefined before the first. */
  readonly key: () => ResponderKey | undefined
  /** Looks whether a certificate was issued that the store does not know, and adds it. */
  readonly lookUp: LookUp
  /** As of when revocations are known; undefined before the first reading. */
  readonly asOf: () => Instant | undefined
  readonly now: () => Instant
  /** From thisUpdate to nextUpdate, in milliseconds. */
  readonly validity: number
  readonly count: (kind: AnswerKind) => void
}

/** How an answer came about. */
export type AnswerKind = 'ahead' | 'on-demand' | 'live' | 'error'

/** Answers the question that stands between two offsets. The octets are read before it returns. */
export type OcspAnswerer = (bytes: Uint8Array, from: number, to: number) => Reply | Promise<Reply>

/** Answers for one issuer (RFC 6960, RFC 5019). */
export function createOcspAnswerer(parts: OcspParts): OcspAnswerer {
  const { issuer, store, now, count } = parts
  const { question, read } = quickQuestionReader(issuer)
  const dateOf = httpDates()
  const ids = {
    sha1: certIdFor({ hashAlgorithm: 'sha1', issuer, serial: anySerial }),
    sha256: certIdFor({ hashAlgorithm: 'sha256', issuer, serial: anySerial }),
  }

  const refuse = (kind: OcspError): ComposedReply => {
    count('error')
    return { status: 200, fields: liveFields, body: ocspError(kind) }
  }

  /** What was last known a long time ago is not said: the database has been out of reach since. */
  const knownAsOf = (): Instant | undefined => {
    const asOf = parts.asOf()
    return asOf !== undefined && now() < asOf + parts.validity ? asOf : undefined
  }

  const statusOf = async ({ certId }: AskedCertificate): Promise<CertificateStatus | 'not-now'> => {
    if (!isOfIssuer(certId, ids[certId.hashAlgorithm])) return { kind: 'unknown' }
    const serial = integerContent(certId.serial)
    const isKnown = store.serials.find(serial, 0, serial.length) >= 0
    if (!isKnown && !(await parts.lookUp(serial))) return 'not-now'
    const row = store.serials.find(serial, 0, serial.length)
    return row < 0 ? { kind: 'unknown' } : store.statusOf(row)
  }

  /** Every question there may be, signed for this asker alone. */
  const answerLive = async (request: Uint8Array): Promise<Reply> => {
    const asked = decodeOcspRequest(request)
    if (!asked.ok || asked.value.requests.length > mostCertificates)
      return refuse('malformedRequest')
    const { requests, nonce } = asked.value
    const statuses: CertificateStatus[] = []
    for (const each of requests) {
      const status = await statusOf(each)
      if (status === 'not-now') return refuse('tryLater')
      statuses.push(status)
    }
    return signLive(
      requests.map(({ certIdDer }) => certIdDer),
      statuses,
      nonce,
    )
  }

  const signLive = (
    certIds: readonly Uint8Array[],
    statuses: readonly CertificateStatus[],
    nonce: Uint8Array | undefined,
  ): Reply | Promise<Reply> => {
    const key = parts.key()
    const asOf = knownAsOf()
    if (key === undefined || asOf === undefined) return refuse('tryLater')
    const tbs = encodeResponseData({
      responderKeyHash: key.keyHash,
      producedAt: now(),
      responses: certIds.map((certIdDer, index) => ({
        certIdDer,
        status: statuses[index] ?? { kind: 'unknown' },
        thisUpdate: asOf,
        nextUpdate: instant(asOf + parts.validity),
      })),
      nonce,
    })
    const assemble = (signature: Uint8Array): Reply => {
      count('live')
      const { signatureAlgorithm, certificate } = key
      const body = assembleOcspResponse({
        ...{ tbs, signatureAlgorithm, signature },
        certificates: [certificate.der],
      })
      return { status: 200, fields: liveFields, body }
    }
    const signature = key.sign(tbs)
    return signature instanceof Promise ? signature.then(assemble) : assemble(signature)
  }

  /** Signs what was not signed ahead, and keeps it for the next who asks. */
  const answerOnDemand = (row: number): Reply | Promise<Reply> | undefined => {
    const asOf = knownAsOf()
    if (parts.key() === undefined || asOf === undefined) return refuse('tryLater')
    const { hash } = question
    const find = (): Reply | undefined => store.find(row, hash, now(), dateOf(now()))
    count('on-demand')
    const signing = store.sign(row, hash, asOf)
    if (signing === undefined) return find()
    // It was revoked while it was signed: the asker may ask again at once.
    return signing.then(() => find() ?? refuse('tryLater'))
  }

  return (bytes, from, to) => {
    if (!read(bytes, from, to)) return answerLive(new Uint8Array(bytes.subarray(from, to)))
    const { hash, serialAt, serialLength, nonceAt, nonceLength } = question
    const row = store.serials.find(bytes, serialAt, serialLength)
    if (row < 0) return answerLive(new Uint8Array(bytes.subarray(from, to)))
    if (nonceLength > 0) {
      const asOf = knownAsOf()
      const nonce = { bytes, at: nonceAt, length: nonceLength }
      const when = asOf && { asOf, date: dateOf(now()) }
      const quick = when && store.signWithNonce(row, hash, nonce, when)
      if (quick !== undefined) {
        count('live')
        return quick
      }
      return signLive(
        [bytes.subarray(question.certIdAt, serialAt + serialLength)],
        [store.statusOf(row)],
        bytes.subarray(nonceAt, nonceAt + nonceLength),
      )
    }
    const at = now()
    const ahead = store.find(row, hash, at, dateOf(at))
    if (ahead === undefined)
      return answerOnDemand(row) ?? answerLive(new Uint8Array(bytes.subarray(from, to)))
    count('ahead')
    return ahead
  }
}

/** In one question; a browser asks about one, a validator about a chain. */
const mostCertificates = 20

const anySerial = Uint8Array.of(1)

const isOfIssuer = (asked: CertId, own: CertId): boolean =>
  equalBytes(asked.issuerKeyHash, own.issuerKeyHash) &&
  equalBytes(asked.issuerNameHash, own.issuerNameHash)
