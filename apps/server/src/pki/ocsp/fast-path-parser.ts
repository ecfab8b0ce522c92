import {
  commonOcspHashes,
  encodeCertId,
  maxNonceBytes,
  type CommonOcspHash,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import type { Certificate } from '@sotevarmenne/x509/certificate'

/** Offsets of the request that was parsed last. One object, overwritten by each parse. */
export type FastPath = {
  hash: CommonOcspHash
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
 * Parses the usual OCSP requests without allocating an object: about one certificate of this issuer, with
 * nothing but perhaps a nonce (RFC 6960 § 4.1.1, RFC 9654 § 2.1). Returns whether it is one; all other
 * requests, valid or not, are left to `decodeOcspRequest`. What is accepted here, that decoder reads in the
 * same way.
 */
export function fastPathParser(issuer: Certificate): {
  readonly request: FastPath
  readonly read: (bytes: Uint8Array, from: number, to: number) => boolean
} {
  const request: FastPath = {
    hash: 'sha1',
    certIdAt: 0,
    serialAt: 0,
    serialLength: 0,
    nonceAt: 0,
    nonceLength: 0,
  }
  const beginnings = commonOcspHashes.map((hash) => ({
    hash,
    bytes: beginningOf(hash, issuer),
  }))
  let bytes: Uint8Array = new Uint8Array(0)
  let at = 0

  /** Enters an element with this tag that ends by `limit`; returns where it ends, or -1. */
  const enter = (tag: number, limit: number): number => {
    if (at + 2 > limit || bytes[at] !== tag) return -1
    let length = bytes[at + 1] ?? 0
    at += 2
    if (length >= 0x80) {
      const content = length & 0x7f
      if (content === 0 || content > 2 || at + content > limit) return -1
      length = content === 1 ? (bytes[at] ?? 0) : (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
      at += content
      // DER has one length encoding for each content, the shortest.
      if (length < (content === 1 ? 0x80 : 0x100)) return -1
    }
    return at + length <= limit ? at + length : -1
  }

  /** Skips these bytes if they are next. */
  const pass = (content: Uint8Array, limit: number): boolean => {
    if (at + content.length > limit) return false
    for (let index = 0; index < content.length; index += 1)
      if (bytes[at + index] !== content[index]) return false
    at += content.length
    return true
  }

  const readCertId = (end: number): boolean => {
    request.certIdAt = at
    if (enter(0x30, end) !== end) return false
    for (const { hash, bytes: content } of beginnings) {
      if (!pass(content, end)) continue
      const serialEnd = enter(0x02, end)
      if (serialEnd !== end || serialEnd === at) return false
      const first = bytes[at] ?? 0
      // Negative, or longer than needed: the decoder refuses it.
      if (first >= 0x80 || (first === 0 && end - at > 1 && (bytes[at + 1] ?? 0) < 0x80))
        return false
      request.hash = hash
      request.serialAt = at
      request.serialLength = end - at
      at = end
      return request.serialLength <= maxSerialBytes
    }
    return false
  }

  /** [2] EXPLICIT SEQUENCE OF one extension: the nonce, its value an OCTET STRING in an OCTET STRING. */
  const readNonce = (end: number): boolean => {
    const extensionsEnd = enter(0xa2, end)
    if (extensionsEnd !== end || enter(0x30, end) !== end || enter(0x30, end) !== end) return false
    if (!pass(nonceType, end) || enter(0x04, end) !== end || enter(0x04, end) !== end) return false
    request.nonceAt = at
    request.nonceLength = end - at
    return request.nonceLength > 0 && request.nonceLength <= maxNonceBytes
  }

  return {
    request,
    read: (source, from, to) => {
      bytes = source
      at = from
      request.nonceLength = 0
      // OCSPRequest, TBSRequest
      const end = enter(0x30, to)
      if (end !== to || enter(0x30, end) !== end) return false
      // requestList, Request
      const requestListEnd = enter(0x30, end)
      if (requestListEnd < 0 || enter(0x30, requestListEnd) !== requestListEnd) return false
      return readCertId(requestListEnd) && (requestListEnd === end || readNonce(end))
    },
  }
}

/** Bytes of an INTEGER's content. A serial number has 20 at most, and a sign (RFC 5280 § 4.1.2.2). */
export const maxSerialBytes = 21
/** id-pkix-ocsp-nonce, with tag and length. */
const nonceType = Uint8Array.of(0x06, 9, 0x2b, 6, 1, 5, 5, 7, 0x30, 1, 2)

/** The content of a CertID up to the serial number. */
function beginningOf(hashAlgorithm: CommonOcspHash, issuer: Certificate): Uint8Array {
  const der = encodeCertId(certIdFor({ hashAlgorithm, issuer, serial: Uint8Array.of(1) }))
  // Tag and length in front, INTEGER 1 at the end.
  return der.subarray(2, der.length - 3)
}
