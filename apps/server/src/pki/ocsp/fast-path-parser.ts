import { encodeCertId, type OcspHash } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import type { Certificate } from '@sotevarmenne/x509/certificate'

/** Where in the octets a question stands that was just read. One object, written anew by each reading. */
export type QuickQuestion = {
  hash: OcspHash
  /** The CertID, which ends with the serial number. */
  certIdAt: number
  /** The content of the serial number's INTEGER. */
  serialAt: number
  serialLength: number
  /** The nonce itself; its length is 0 when there is none. */
  nonceAt: number
  nonceLength: number
}

/**
 * Reads the questions that nearly everybody sends, without making an object: about one certificate of this issuer, with
 * nothing but perhaps a nonce (RFC 6960 § 4.1.1, RFC 9654 § 2.1). Answers whether it is one; every other question, sound or
 * not, is for `decodeOcspRequest`. What is read here, that decoder reads in the same way.
 */
export function quickQuestionReader(issuer: Certificate): {
  readonly question: QuickQuestion
  readonly read: (bytes: Uint8Array, from: number, to: number) => boolean
} {
  const question: QuickQuestion = {
    hash: 'sha1',
    certIdAt: 0,
    serialAt: 0,
    serialLength: 0,
    nonceAt: 0,
    nonceLength: 0,
  }
  const beginnings = (['sha1', 'sha256'] as const).map((hash) => ({
    hash,
    octets: beginningOf(hash, issuer),
  }))
  let bytes: Uint8Array = new Uint8Array(0)
  let at = 0

  /** Enters an element with this tag that ends by `limit`; answers where it ends, or -1. */
  const enter = (tag: number, limit: number): number => {
    if (at + 2 > limit || bytes[at] !== tag) return -1
    let length = bytes[at + 1] ?? 0
    at += 2
    if (length >= 0x80) {
      const octets = length & 0x7f
      if (octets === 0 || octets > 2 || at + octets > limit) return -1
      length = octets === 1 ? (bytes[at] ?? 0) : (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
      at += octets
      // DER has one length for each content, the shortest.
      if (length < (octets === 1 ? 0x80 : 0x100)) return -1
    }
    return at + length <= limit ? at + length : -1
  }

  /** Passes over the octets if they stand here. */
  const pass = (octets: Uint8Array, limit: number): boolean => {
    if (at + octets.length > limit) return false
    for (let index = 0; index < octets.length; index += 1)
      if (bytes[at + index] !== octets[index]) return false
    at += octets.length
    return true
  }

  const readCertId = (end: number): boolean => {
    question.certIdAt = at
    if (enter(0x30, end) !== end) return false
    for (const { hash, octets } of beginnings) {
      if (!pass(octets, end)) continue
      const serialEnd = enter(0x02, end)
      if (serialEnd !== end || serialEnd === at) return false
      const first = bytes[at] ?? 0
      // Negative, or longer than needed: for the decoder to refuse.
      if (first >= 0x80 || (first === 0 && end - at > 1 && (bytes[at + 1] ?? 0) < 0x80))
        return false
      question.hash = hash
      question.serialAt = at
      question.serialLength = end - at
      at = end
      return question.serialLength <= longestSerial
    }
    return false
  }

  /** [2] EXPLICIT SEQUENCE OF one extension: the nonce, its value an OCTET STRING in an OCTET STRING. */
  const readNonce = (end: number): boolean => {
    const extensionsEnd = enter(0xa2, end)
    if (extensionsEnd !== end || enter(0x30, end) !== end || enter(0x30, end) !== end) return false
    if (!pass(nonceType, end) || enter(0x04, end) !== end || enter(0x04, end) !== end) return false
    question.nonceAt = at
    question.nonceLength = end - at
    return question.nonceLength > 0 && question.nonceLength <= longestNonce
  }

  return {
    question,
    read: (source, from, to) => {
      bytes = source
      at = from
      question.nonceLength = 0
      // OCSPRequest, TBSRequest
      const end = enter(0x30, to)
      if (end !== to || enter(0x30, end) !== end) return false
      // requestList, Request
      const listEnd = enter(0x30, end)
      if (listEnd < 0 || enter(0x30, listEnd) !== listEnd) return false
      return readCertId(listEnd) && (listEnd === end || readNonce(end))
    },
  }
}

/** Octets of an INTEGER's content. A serial number has 20 at most, and a sign (RFC 5280 § 4.1.2.2). */
export const longestSerial = 21
/** RFC 9654 § 2.1. */
const longestNonce = 128
/** id-pkix-ocsp-nonce, with tag and length. */
const nonceType = Uint8Array.of(0x06, 9, 0x2b, 6, 1, 5, 5, 7, 0x30, 1, 2)

/** The content of a CertID up to the serial number. */
function beginningOf(hashAlgorithm: OcspHash, issuer: Certificate): Uint8Array {
  const der = encodeCertId(certIdFor({ hashAlgorithm, issuer, serial: Uint8Array.of(1) }))
  // Tag and length in front, INTEGER 1 at the end.
  return der.subarray(2, der.length - 3)
}
