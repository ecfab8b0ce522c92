/** The client of a connection, as the proxy before us states it; how long the header is. */
export type ProxyHeader = {
  /** Undefined when the proxy speaks for itself (a health check). */
  readonly address: string | undefined
  readonly length: number
}

/**
 * A header of the PROXY protocol, version 2 (HAProxy's specification, section 2.2), at the start of a
 * connection. It is binary only: the text of version 1 is refused.
 */
export function readProxyHeader(bytes: Buffer): ProxyHeader | 'incomplete' | 'malformed' {
  const begun = bytes.subarray(0, signature.length)
  if (!begun.equals(signature.subarray(0, begun.length))) return 'malformed'
  if (bytes.length < fixedLength) return 'incomplete'
  const command = bytes[12] ?? 0
  const family = bytes[13] ?? 0
  const length = fixedLength + bytes.readUInt16BE(14)
  if (length > maxLength || (command !== local && command !== proxied)) return 'malformed'
  if (bytes.length < length) return 'incomplete'
  if (command === local) return { address: undefined, length }
  const addresses = bytes.subarray(fixedLength, length)
  if (family === tcpOverIpv4 && addresses.length >= 12)
    return { address: addresses.subarray(0, 4).join('.'), length }
  if (family === tcpOverIpv6 && addresses.length >= 36)
    return { address: ipv6Of(addresses.subarray(0, 16)), length }
  return 'malformed'
}

const ipv6Of = (bytes: Buffer): string =>
  Array.from({ length: 8 }, (_, group) => bytes.readUInt16BE(2 * group).toString(16)).join(':')

const signature = Buffer.from('0d0a0d0a000d0a515549540a', 'hex')
const fixedLength = 16
/** With room for the additional values that a proxy may send. */
const maxLength = 2048
/** Version 2 in the upper half. */
const local = 0x20
const proxied = 0x21
const tcpOverIpv4 = 0x11
const tcpOverIpv6 = 0x21
