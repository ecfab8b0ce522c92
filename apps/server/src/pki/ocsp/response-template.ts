import { composeHead } from '@sotevarmenne/http1/response'
import { second, type Instant, instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { crlReasonCodes, type CrlReason } from '@sotevarmenne/x509/crl-reason'
import {
  contextualOf,
  explicitOf,
  generalizedTime,
  readDer,
  sequenceOf,
  type DerNode,
} from '@sotevarmenne/x509/der'
import {
  assembleOcspResponse,
  decodeOcspResponse,
  encodeCertId,
  encodeResponseData,
  type CertificateStatus,
  type CommonOcspHash,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import { nextUpdateBy, type ResponderKey } from './responder-key.ts'

/** The properties on which the length of a response and the offsets of its parts depend. */
export type FormKind = {
  readonly issuer: Certificate
  readonly key: ResponderKey
  readonly hash: CommonOcspHash
  /** Bytes of the content of the serial number's INTEGER. */
  readonly serialLength: number
  readonly status: 'good' | 'revoked' | 'revoked-with-reason'
  readonly signatureLength: number
  /** 0: without a nonce. */
  readonly nonceLength: number
  /** From thisUpdate to nextUpdate, in seconds. */
  readonly validity: number
}

/**
 * A whole response over HTTP, written once and filled in for each certificate: of the thousand bytes of a
 * response only some two hundred differ, and of those only the signature can't be generated again from known
 * data.
 */
export type ResponseTemplate = {
  /** Contains the response that was filled in last. */
  readonly bytes: Buffer
  readonly bodyAt: number
  /** The bytes that are signed. */
  readonly toBeSigned: Uint8Array
  readonly serialAt: number
  readonly signatureAt: number
  readonly fillDate: (date: HttpDate) => void
  readonly fillTimes: (thisUpdate: number) => void
  /** Of the length that the template is for. */
  readonly fillNonce: (nonce: Uint8Array) => void
  /** Where the certificate is revoked; nothing in the template of a good one. */
  readonly fillRevocation: (revokedAt: number, reasonCode: number) => void
  /** The entity tag is a part of the signature: no two responses have the same. */
  readonly fillTag: () => void
}

export function createForm(kind: FormKind): ResponseTemplate {
  const { key, hash, issuer, validity } = kind
  const serial = new Uint8Array(kind.serialLength).fill(1)
  const hasNonce = kind.nonceLength !== 0
  const tbs = encodeResponseData({
    responderKeyHash: key.keyHash,
    producedAt: anyTime,
    responses: [
      {
        certIdDer: encodeCertId(certIdFor({ hashAlgorithm: hash, issuer, serial })),
        status: exampleStatus[kind.status],
        thisUpdate: anyTime,
        nextUpdate: anyTime,
      },
    ],
    nonce: hasNonce ? new Uint8Array(kind.nonceLength) : undefined,
  })
  const der = assembleOcspResponse({
    tbs,
    signatureAlgorithm: key.signatureAlgorithm,
    signature: new Uint8Array(kind.signatureLength),
    certificates: [key.certificate.der],
  })
  const fields = hasNonce ? liveFields : cacheFields
  const head = composeHead({ status: 200, fields }, der.length, anyDate)
  const bytes = Buffer.concat([Buffer.from(head, 'latin1'), der])
  const bodyAt = head.length

  const at = placesIn(bytes.subarray(bodyAt))
  const fieldAt = (name: string): number => head.indexOf(`${name}: `) + name.length + 2
  const inHead = {
    date: fieldAt('date'),
    lastModified: fieldAt('last-modified'),
    expires: fieldAt('expires'),
    tag: fieldAt('etag') + 1,
  }
  /** In seconds. */
  const nextUpdateOf = (thisUpdate: number): number =>
    Math.floor(nextUpdateBy(key, instant(thisUpdate * second), validity * second) / second)
  let filledTime: number | undefined
  let filledDate: HttpDate | undefined

  return {
    bytes,
    bodyAt,
    toBeSigned: bytes.subarray(bodyAt + at.tbs, bodyAt + at.tbsEnd),
    serialAt: bodyAt + at.serial,
    signatureAt: bodyAt + at.signature,
    fillDate: (date) => {
      if (date !== filledDate) date.bytes.copy(bytes, inHead.date)
      filledDate = date
    },
    fillTimes: (thisUpdate) => {
      if (thisUpdate === filledTime) return
      filledTime = thisUpdate
      const from = timeAt(thisUpdate)
      const to = timeAt(nextUpdateOf(thisUpdate))
      from.der.copy(bytes, bodyAt + at.producedAt)
      from.der.copy(bytes, bodyAt + at.thisUpdate)
      to.der.copy(bytes, bodyAt + at.nextUpdate)
      if (hasNonce) return
      from.http.copy(bytes, inHead.lastModified)
      to.http.copy(bytes, inHead.expires)
    },
    fillNonce: (nonce) => {
      if (at.nonce !== undefined) bytes.set(nonce, bodyAt + at.nonce)
    },
    fillRevocation: (revokedAt, reasonCode) => {
      if (at.revokedAt === undefined) return
      timeAt(revokedAt).der.copy(bytes, bodyAt + at.revokedAt)
      if (at.reason !== undefined) bytes[bodyAt + at.reason] = reasonCode
    },
    fillTag: () => {
      const from = bodyAt + at.signature + kind.signatureLength - tagLength / 2
      for (let index = 0; index < tagLength; index += 2) {
        const byte = bytes[from + index / 2] ?? 0
        bytes[inHead.tag + index] = hexDigits.charCodeAt(byte >> 4)
        bytes[inHead.tag + index + 1] = hexDigits.charCodeAt(byte & 15)
      }
    },
  }
}

/** The time in HTTP format (RFC 9110 § 5.6.7), which is the same for a whole second. */
export type HttpDate = { readonly bytes: Buffer; readonly text: string }

/** Returns the same object for the same second. */
export function httpDates(): (now: Instant) => HttpDate {
  let last: { readonly at: number; readonly date: HttpDate } | undefined
  return (now) => {
    const at = Math.floor(now / second)
    if (last?.at === at) return last.date
    const text = new Date(now).toUTCString()
    last = { at, date: { bytes: Buffer.from(text, 'latin1'), text } }
    return last.date
  }
}

/** Characters of an entity tag. */
const tagLength = 32
const hexDigits = '0123456789abcdef'

const anyTime = instant(0)
const anyDate = new Date(anyTime).toUTCString()

/**
 * RFC 5019 § 6.2. A cache may reuse the response for two seconds, not until it expires: a revocation must be
 * visible within five, also behind a cache.
 */
const cacheFields = {
  'content-type': 'application/ocsp-response',
  'cache-control': 'public, max-age=2, must-revalidate, no-transform',
  'last-modified': anyDate,
  expires: anyDate,
  etag: `"${'0'.repeat(tagLength)}"`,
}

/** For one client, or about to expire. */
export const liveFields = {
  'content-type': 'application/ocsp-response',
  'cache-control': 'no-store',
}

const exampleStatus: Readonly<Record<FormKind['status'], CertificateStatus>> = {
  good: { kind: 'good' },
  revoked: { kind: 'revoked', revokedAt: anyTime },
  'revoked-with-reason': { kind: 'revoked', revokedAt: anyTime, reason: 'keyCompromise' },
}

/** As a response states it; "unspecified" is not stated (RFC 5280 § 5.3.1). */
export const codeOfReason = (reason: CrlReason): number => crlReasonCodes[reason]

type Places = {
  readonly tbs: number
  readonly tbsEnd: number
  readonly signature: number
  readonly producedAt: number
  readonly serial: number
  readonly thisUpdate: number
  readonly nextUpdate: number
  readonly revokedAt: number | undefined
  readonly reason: number | undefined
  readonly nonce: number | undefined
}

/** Offsets of the variable parts in the response: views share the memory that was parsed. */
function placesIn(der: Uint8Array): Places {
  const response = decodeOcspResponse(der)
  if (!response.ok || response.value.kind !== 'response')
    throw new Error('our own response template can’t be parsed')
  const { tbs, signature, nonce } = response.value
  const [, producedAt, responses] = childrenOf(readDer(tbs))
  const [certId, status, thisUpdate, nextUpdate] = sequenceOf(sequenceOf(responses)?.[0]) ?? []
  const [revokedAt, reason] = contextualOf(status, 1) ?? []
  const placeOf = (node: DerNode | undefined): number => {
    if (node === undefined) throw new Error('our own response template lacks a part')
    return node.content.byteOffset - der.byteOffset
  }
  return {
    tbs: tbs.byteOffset - der.byteOffset,
    tbsEnd: tbs.byteOffset - der.byteOffset + tbs.length,
    signature: signature.byteOffset - der.byteOffset,
    producedAt: placeOf(producedAt),
    serial: placeOf(sequenceOf(certId)?.[3]),
    thisUpdate: placeOf(thisUpdate),
    nextUpdate: placeOf(explicitOf(nextUpdate, 0)),
    revokedAt: revokedAt && placeOf(revokedAt),
    reason: reason && placeOf(explicitOf(reason, 0)),
    nonce: nonce && nonce.byteOffset - der.byteOffset,
  }
}

const childrenOf = (node: ReturnType<typeof readDer>): readonly DerNode[] =>
  node.ok ? (sequenceOf(node.value) ?? []) : []

/** A second in DER and HTTP format. Responses share few seconds, so few are formatted more than once. */
function timeAt(epochSecond: number): { readonly der: Buffer; readonly http: Buffer } {
  const written = writtenTimes.get(epochSecond)
  if (written !== undefined) return written
  const at = instant(epochSecond * second)
  const time = {
    der: Buffer.from(generalizedTime(at).subarray(2)),
    http: Buffer.from(new Date(at).toUTCString(), 'latin1'),
  }
  if (writtenTimes.size === maxWrittenTimes) writtenTimes.clear()
  writtenTimes.set(epochSecond, time)
  return time
}

const writtenTimes = new Map<number, { readonly der: Buffer; readonly http: Buffer }>()
const maxWrittenTimes = 20_000
