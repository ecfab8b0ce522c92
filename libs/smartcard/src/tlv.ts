import { concatenate } from '@sotevarmenne/x509/der'

/** One data object with a one-byte tag, as the command set uses them. */
export const tlv = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const value = concatenate(...parts)
  const length = value.length < 0x80 ? [value.length] : [0x81, value.length]
  return concatenate(Uint8Array.of(tag, ...length), value)
}

/**
 * Parses data objects with one-byte tags that fill the bytes; undefined when they don't. The last of a tag
 * wins.
 */
export function readTlvs(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> | undefined {
  const found = new Map<number, Uint8Array>()
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0
    const short = bytes[at + 1] ?? 0xff
    const isLong = short === 0x81
    if (short > 0x81 || short === 0x80) return undefined
    const length = isLong ? (bytes[at + 2] ?? Infinity) : short
    const from = at + (isLong ? 3 : 2)
    if (from + length > bytes.length) return undefined
    found.set(tag, bytes.subarray(from, from + length))
    at = from + length
  }
  return found
}
