import type { ComposedReply, Reply } from '@sotevarmenne/http1/response'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import {
  assembleOcspResponse,
  decodeOcspRequest,
  encodeResponseData,
  ocspError,
  type RequestedCertificate,
  type CertId,
  type CertificateStatus,
  type OcspError,
  type OcspHash,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import { nextUpdateBy, type ResponderKey } from './responder-key.ts'
import { httpDates, liveFields } from './response-template.ts'
import type { ResponseStore } from './response-store.ts'
import type { LookUp } from './look-up.ts'
import { fastPathParser } from './fast-path-parser.ts'
import { integerContent } from './serial-table.ts'

export type OcspParts = {
  readonly issuer: Certificate
  readonly store: ResponseStore
  /** The newest key; undefined before the first, and once its certificate has ended. */
  readonly key: () => ResponderKey | undefined
  /**
   * Checks whether a certificate was issued that the store does not know, and adds it; before the first complete
   * reading also whether it is revoked.
   */
  readonly lookUp: LookUp
  /** As of when all revocations are known; undefined before the first complete reading: until then each is looked up. */
  readonly asOf: () => Instant | undefined
  readonly now: () => Instant
  /** From thisUpdate to nextUpdate, in milliseconds. */
  readonly validity: number
  readonly count: (kind: ResponseKind) => void
}

/** How a response was produced; `error` is for requests that can't be served, `try-later` says that we can't serve one. */
export type ResponseKind = 'ahead' | 'on-demand' | 'live' | 'error' | 'try-later'

/** Responds to the request between two offsets. The bytes are read before it returns. */
export type OcspAnswerer = (bytes: Uint8Array, from: number, to: number) => Reply | Promise<Reply>

/** OCSP responses for one issuer (RFC 6960, RFC 5019). */
export function createOcspAnswerer(parts: OcspParts): OcspAnswerer {
  const { issuer, store, now, count } = parts
  const { request: query, read } = fastPathParser(issuer)
  const dateOf = httpDates()
  const ids = new Map<OcspHash, CertId>()
  const idBy = (hashAlgorithm: OcspHash): CertId => {
    // Any serial number: only the hashes are used.
    const id = ids.get(hashAlgorithm) ?? certIdFor({ hashAlgorithm, issuer, serial: issuer.serial })
    ids.set(hashAlgorithm, id)
    return id
  }

  const refuse = (kind: OcspError): ComposedReply => {
    count(kind === 'tryLater' ? 'try-later' : 'error')
    return { status: 200, fields: liveFields, body: ocspError(kind) }
  }

  /** Undefined when the last reading is too old: the database has been unreachable since. */
  const knownAsOf = (): Instant | undefined => {
    const asOf = parts.asOf()
    return asOf !== undefined && now() < asOf + parts.validity ? asOf : undefined
  }

  const statusOf = async (
    { certId }: RequestedCertificate,
    isLoading: boolean,
  ): Promise<CertificateStatus | 'not-now'> => {
    if (!isOfIssuer(certId, idBy(certId.hashAlgorithm))) return { kind: 'unknown' }
    const serial = integerContent(certId.serial)
    const isKnown = !isLoading && store.serials.find(serial, 0, serial.length) >= 0
    if (!isKnown && !(await parts.lookUp(serial))) return 'not-now'
    const row = store.serials.find(serial, 0, serial.length)
    return row < 0 ? { kind: 'unknown' } : store.statusOf(row)
  }

  /** Handles any request: the response is signed for this client alone. */
  const respondLive = async (request: Uint8Array): Promise<Reply> => {
    const requested = decodeOcspRequest(request)
    // The syntax is right, but no issuer is known by such a digest (RFC 6960 § 2.3).
    if (!requested.ok && requested.refusal.kind === 'unknown-hash-algorithm')
      return refuse('unauthorized')
    if (!requested.ok || requested.value.requests.length > maxCertificates)
      return refuse('malformedRequest')
    const { requests, nonce } = requested.value
    const isLoading = parts.asOf() === undefined
    if (isLoading && parts.key() === undefined) return refuse('tryLater')
    const begun = now()
    const statuses: CertificateStatus[] = []
    for (const each of requests) {
      const status = await statusOf(each, isLoading)
      if (status === 'not-now') return refuse('tryLater')
      statuses.push(status)
    }
    return signLive(
      requests.map(({ certIdDer }) => certIdDer),
      statuses,
      { nonce, asOf: isLoading ? begun : knownAsOf() },
    )
  }

  const signLive = (
    certIds: readonly Uint8Array[],
    statuses: readonly CertificateStatus[],
    { nonce, asOf }: { readonly nonce: Uint8Array | undefined; readonly asOf: Instant | undefined },
  ): Reply | Promise<Reply> => {
    const key = parts.key()
    if (key === undefined || asOf === undefined) return refuse('tryLater')
    const tbs = encodeResponseData({
      responderKeyHash: key.keyHash,
      producedAt: now(),
      responses: certIds.map((certIdDer, index) => ({
        certIdDer,
        status: statuses[index] ?? { kind: 'unknown' },
        thisUpdate: asOf,
        nextUpdate: nextUpdateBy(key, asOf, parts.validity),
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

  /** Signs a response that was not pre-signed, and stores it for later requests. */
  const respondOnDemand = (row: number): Reply | Promise<Reply> | undefined => {
    const asOf = knownAsOf()
    if (parts.key() === undefined || asOf === undefined) return refuse('tryLater')
    const { hash } = query
    const find = (): Reply | undefined => store.find(row, hash, now(), dateOf(now()))
    count('on-demand')
    const signing = store.sign(row, hash, asOf)
    if (signing === undefined) return find()
    // It was revoked while it was signed: the client may retry at once.
    return signing.then(() => find() ?? refuse('tryLater'))
  }

  return (bytes, from, to) => {
    const isLoading = parts.asOf() === undefined
    if (isLoading || !read(bytes, from, to))
      return respondLive(new Uint8Array(bytes.subarray(from, to)))
    const { hash, serialAt, serialLength, nonceAt, nonceLength } = query
    const row = store.serials.find(bytes, serialAt, serialLength)
    if (row < 0) return respondLive(new Uint8Array(bytes.subarray(from, to)))
    if (nonceLength > 0) {
      const asOf = knownAsOf()
      const nonce = { bytes, at: nonceAt, length: nonceLength }
      const when = asOf && { asOf, date: dateOf(now()) }
      const quick = when && parts.key() && store.signWithNonce(row, hash, nonce, when)
      if (quick !== undefined) {
        count('live')
        return quick
      }
      return signLive(
        [bytes.subarray(query.certIdAt, serialAt + serialLength)],
        [store.statusOf(row)],
        { nonce: bytes.subarray(nonceAt, nonceAt + nonceLength), asOf },
      )
    }
    const at = now()
    const ahead = store.find(row, hash, at, dateOf(at))
    if (ahead === undefined)
      return respondOnDemand(row) ?? respondLive(new Uint8Array(bytes.subarray(from, to)))
    count('ahead')
    return ahead
  }
}

/** In one request; a browser sends one, a validator those of a chain. */
const maxCertificates = 20

const isOfIssuer = (requested: CertId, own: CertId): boolean =>
  equalBytes(requested.issuerKeyHash, own.issuerKeyHash) &&
  equalBytes(requested.issuerNameHash, own.issuerNameHash)
