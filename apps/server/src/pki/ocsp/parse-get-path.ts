/**
 * The bytes of an OCSP request in a GET path (RFC 6960, appendix A.1): base64, any character of which may be
 * percent-encoded, between two offsets. Slashes are part of it, also two in a row, except leading ones:
 * base64 of DER begins with an M. Writes into `into` and returns the number of bytes, or -1 when it is not
 * base64 or too long.
 */
export function readPath(bytes: Uint8Array, from: number, to: number, into: Uint8Array): number {
  let at = from
  while (at < to && bytes[at] === slash) at += 1
  let length = 0
  let bits = 0
  let held = 0
  let padding = 0
  while (at < to) {
    let byte = bytes[at] ?? 0
    at += 1
    if (byte === percent) {
      const high = at + 1 < to ? (hexDigits[bytes[at] ?? 0] ?? none) : none
      const low = at + 1 < to ? (hexDigits[bytes[at + 1] ?? 0] ?? none) : none
      if (high === none || low === none) return -1
      byte = high * 16 + low
      at += 2
    }
    if (byte === equals) {
      padding += 1
      continue
    }
    const value = base64Digits[byte] ?? none
    if (value === none || padding > 0) return -1
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      if (length === into.length) return -1
      into[length] = held >> bits
      length += 1
    }
  }
  return padding > 2 || bits === 6 ? -1 : length
}

const slash = 0x2f
const percent = 0x25
const equals = 0x3d
const none = 255

const tableOf = (digits: string): Uint8Array => {
  const table = new Uint8Array(256).fill(none)
  for (let value = 0; value < digits.length; value += 1) table[digits.charCodeAt(value)] = value
  return table
}
const base64Digits = tableOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const hexDigits = tableOf('0123456789abcdef')
for (const [index, digit] of Array.from('ABCDEF').entries())
  hexDigits[digit.charCodeAt(0)] = 10 + index
