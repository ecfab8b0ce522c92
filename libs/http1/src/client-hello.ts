/**
 * Whether a client has begun TLS: its first message, a ClientHello (RFC 8446 § 4.1.2), is complete. It may be
 * in several records (§ 5.1). No byte of it is taken: OpenSSL reads it again.
 */
export function readClientHello(
  bytes: Buffer,
): { readonly length: 0 } | 'incomplete' | 'malformed' {
  let at = 0
  let received = 0
  let expected = messageHeader
  while (received < expected) {
    const record = bytes.subarray(at)
    if (record.length > 0 && record[0] !== handshake) return 'malformed'
    if (record.length > 1 && record[1] !== 3) return 'malformed'
    if (record.length < recordHeader) return 'incomplete'
    const length = record.readUInt16BE(3)
    // A record of a few bytes would make us search the same bytes again and again.
    if (length < messageHeader || length > maxRecord) return 'malformed'
    const content = record.subarray(recordHeader, recordHeader + length)
    if (received === 0) {
      if (content.length > 0 && content[0] !== clientHello) return 'malformed'
      if (content.length < messageHeader) return 'incomplete'
      expected = messageHeader + content.readUIntBE(1, 3)
      if (expected > maxRecord) return 'malformed'
    }
    if (content.length < length) return 'incomplete'
    received += length
    at += recordHeader + length
  }
  return { length: 0 }
}

const handshake = 22
const clientHello = 1
const recordHeader = 5
const messageHeader = 4
const maxRecord = 16_384
