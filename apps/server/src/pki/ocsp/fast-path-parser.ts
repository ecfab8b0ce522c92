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

  /**
   * Enters an element with this tag; returns where it ends, or `none`. Each must end where the one around it does,
   * and the outermost at the end of the request: nothing behind that counts.
   */
  const enter = (tag: number): number => {
    if (bytes[at] !== tag) return none
    let length = bytes[at + 1] ?? 0
    at += 2
    // DER has one length encoding for each content, the shortest.
    if (length === 0x81) {
      length = bytes[at] ?? 0
      at += 1
      if (length < 0x80) return none
    } else if (length === 0x82) {
      length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
      at += 2
      if (length < 0x100) return none
    } else if (length > 0x7f) return none
    return at + length
  }

  /** Skips these bytes if they are next. */
  const pass = (content: Uint8Array): boolean => {
    for (let index = 0; index < content.length; index += 1)
      if (bytes[at + index] !== content[index]) return false
    at += content.length
    return true
  }

  /** Neither empty, nor negative, nor with a leading zero that is not needed: the decoder refuses those. */
  const isSerial = (from: number, length: number): boolean => {
    if (length < 1 || length > maxSerialBytes) return false
    const first = bytes[from] ?? 0
    if (first === 0 && length > 1) return (bytes[from + 1] ?? 0) >= 0x80
    return first < 0x80
  }

  const readCertId = (end: number): boolean => {
    request.certIdAt = at
    if (enter(0x30) !== end) return false
    for (const { hash, bytes: content } of beginnings) {
      if (!pass(content)) continue
      if (enter(0x02) !== end) return false
      request.hash = hash
      request.serialAt = at
      request.serialLength = end - at
      at = end
      return isSerial(request.serialAt, request.serialLength)
    }
    return false
  }

  /** [2] EXPLICIT SEQUENCE OF one extension: the nonce, its value an OCTET STRING in an OCTET STRING. */
  const readNonce = (end: number): boolean => {
    if (enter(0xa2) !== end || enter(0x30) !== end || enter(0x30) !== end) return false
    if (!pass(nonceType) || enter(0x04) !== end || enter(0x04) !== end) return false
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
      const end = enter(0x30)
      if (end !== to || enter(0x30) !== end) return false
      // requestList, Request
      const requestListEnd = enter(0x30)
      if (requestListEnd === none || enter(0x30) !== requestListEnd) return false
      return readCertId(requestListEnd) && (requestListEnd === end || readNonce(end))
    },
  }
}

const none = -1
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
