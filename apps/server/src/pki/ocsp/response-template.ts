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
  type OcspHash,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import type { ResponderKey } from './responder-key.ts'

/** What makes one answer as long as another, with every part at the same place. */
export type FormKind = {
  readonly issuer: Certificate
  readonly key: ResponderKey
  readonly hash: OcspHash
  /** Octets of the content of the serial number's INTEGER. */
  readonly serialLength: number
  readonly status: 'good' | 'revoked' | 'revoked-with-reason'
  readonly signatureLength: number
  /** 0: without a nonce. */
  readonly nonceLength: number
  /** From thisUpdate to nextUpdate, in seconds. */
  readonly validity: number
}

/**
 * A whole answer over HTTP, written once and filled in anew for each certificate: of the thousand octets of an answer
 * only some two hundred differ, and of those only the signature can't be written again from what is known.
 */
export type AnswerForm = {
  /** What it holds now is the last answer that was filled in. */
  readonly octets: Buffer
  readonly bodyAt: number
  /** The octets that are signed. */
  readonly toBeSigned: Uint8Array
  readonly serialAt: number
  readonly signatureAt: number
  /** -1 when it has none. */
  readonly nonceAt: number
  readonly fillTimes: (thisUpdate: number, date: HttpDate) => void
  readonly fillRevocation: (revokedAt: number, reasonCode: number) => void
  /** The entity tag is a piece of the signature: no two answers have the same. */
  readonly fillTag: () => void
}

export function createForm(kind: FormKind): AnswerForm {
  const { key, hash, issuer, validity } = kind
  const serial = new Uint8Array(kind.serialLength).fill(1)
  const hasNonce = kind.nonceLength > 0
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
  const octets = Buffer.concat([Buffer.from(head, 'latin1'), der])
  const bodyAt = head.length

  const at = placesIn(octets.subarray(bodyAt))
  const fieldAt = (name: string): number => head.indexOf(`${name}: `) + name.length + 2
  const inHead = {
    date: fieldAt('date'),
    lastModified: fieldAt('last-modified'),
    expires: fieldAt('expires'),
    tag: fieldAt('etag') + 1,
  }
  let filledTime = -1
  let filledDate: HttpDate | undefined

  return {
    octets,
    bodyAt,
    toBeSigned: octets.subarray(bodyAt + at.tbs, bodyAt + at.tbsEnd),
    serialAt: bodyAt + at.serial,
    signatureAt: bodyAt + at.signature,
    nonceAt: at.nonce === undefined ? -1 : bodyAt + at.nonce,
    fillTimes: (thisUpdate, date) => {
      if (date !== filledDate) date.octets.copy(octets, inHead.date)
      filledDate = date
      if (thisUpdate === filledTime) return
      filledTime = thisUpdate
      const from = timeAt(thisUpdate)
      const to = timeAt(thisUpdate + validity)
      from.der.copy(octets, bodyAt + at.producedAt)
      from.der.copy(octets, bodyAt + at.thisUpdate)
      to.der.copy(octets, bodyAt + at.nextUpdate)
      if (hasNonce) return
      from.http.copy(octets, inHead.lastModified)
      to.http.copy(octets, inHead.expires)
    },
    fillRevocation: (revokedAt, reasonCode) => {
      if (at.revokedAt === undefined) return
      timeAt(revokedAt).der.copy(octets, bodyAt + at.revokedAt)
      if (at.reason !== undefined) octets[bodyAt + at.reason] = reasonCode
    },
    fillTag: () => {
      const from = bodyAt + at.signature + kind.signatureLength - tagLength / 2
      for (let index = 0; index < tagLength; index += 2) {
        const octet = octets[from + index / 2] ?? 0
        octets[inHead.tag + index] = hexDigits[octet >> 4] ?? 0
        octets[inHead.tag + index + 1] = hexDigits[octet & 15] ?? 0
      }
    },
  }
}

/** The time as HTTP writes it (RFC 9110 § 5.6.7), which is the same for a whole second. */
export type HttpDate = { readonly octets: Buffer; readonly text: string }

/** Answers the same object for the same second. */
export function httpDates(): (now: Instant) => HttpDate {
  let last = -1
  let date: HttpDate = { octets: Buffer.alloc(0), text: '' }
  return (now) => {
    const at = Math.floor(now / second)
    if (at === last) return date
    last = at
    const text = new Date(now).toUTCString()
    date = { octets: Buffer.from(text, 'latin1'), text }
    return date
  }
}

/** Letters of an entity tag. */
const tagLength = 32
const hexDigits = Buffer.from('0123456789abcdef', 'latin1')

const anyTime = instant(0)
const anyDate = new Date(0).toUTCString()

/**
 * RFC 5019 § 6.2. A cache may give the answer again for two seconds, not until it lapses: a revocation must be seen
 * within five, also behind a cache.
 */
const cacheFields = {
  'content-type': 'application/ocsp-response',
  'cache-control': 'public, max-age=2, must-revalidate, no-transform',
  'last-modified': anyDate,
  expires: anyDate,
  etag: `"${'0'.repeat(tagLength)}"`,
}

/** For one asker, or soon no longer so. */
export const liveFields = {
  'content-type': 'application/ocsp-response',
  'cache-control': 'no-store',
}

const exampleStatus: Readonly<Record<FormKind['status'], CertificateStatus>> = {
  good: { kind: 'good' },
  revoked: { kind: 'revoked', revokedAt: anyTime },
  'revoked-with-reason': { kind: 'revoked', revokedAt: anyTime, reason: 'keyCompromise' },
}

/** As an answer states it; "unspecified" is not stated (RFC 5280 § 5.3.1). */
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

/** Where the parts that differ stand in the answer: nodes share the memory of what was read. */
function placesIn(der: Uint8Array): Places {
  const answer = decodeOcspResponse(der)
  if (!answer.ok || answer.value.kind !== 'answer') throw new Error('an own answer can be read')
  const { tbs, signature, nonce } = answer.value
  const [, producedAt, list] = childrenOf(readDer(tbs))
  const [certId, status, thisUpdate, nextUpdate] = sequenceOf(sequenceOf(list)?.[0]) ?? []
  const [revokedAt, reason] = contextualOf(status, 1) ?? []
  const placeOf = (node: DerNode | undefined): number => {
    if (node === undefined) throw new Error('an own answer has every part')
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

/** A second as DER and HTTP write it. Answers share few seconds, so few are written more than once. */
function timeAt(epochSecond: number): { readonly der: Buffer; readonly http: Buffer } {
  const written = writtenTimes.get(epochSecond)
  if (written !== undefined) return written
  const at = instant(epochSecond * second)
  const time = {
    der: Buffer.from(generalizedTime(at).subarray(2)),
    http: Buffer.from(new Date(at).toUTCString(), 'latin1'),
  }
  if (writtenTimes.size >= mostWrittenTimes) writtenTimes.clear()
  writtenTimes.set(epochSecond, time)
  return time
}

const writtenTimes = new Map<number, { readonly der: Buffer; readonly http: Buffer }>()
const mostWrittenTimes = 20_000
