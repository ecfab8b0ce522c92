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
    let byte = bytes[at] ?? none
    at += 1
    if (byte === percent) {
      // With what is no digit it becomes no character of base64.
      byte = digitIn(hexDigits, bytes[at]) * 16 + digitIn(hexDigits, bytes[at + 1])
      at += 2
    }
    if (byte === equals) {
      padding += 1
      continue
    }
    const value = digitIn(base64Digits, byte)
    if (value === none || padding > 0) return malformed
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      if (length === into.length) return malformed
      into[length] = held >> bits
      length += 1
    }
  }
  // A last percent sign may have had less than two digits.
  return at > to || padding > 2 || bits === 6 ? malformed : length
}

const malformed = -1
const slash = 0x2f
const percent = 0x25
const equals = 0x3d
const none = 255

const digitIn = (table: Uint8Array, byte = none): number => table[byte] ?? none

/** The digits by their bytes, written in one way or several. */
const tableOf = (...ways: readonly string[]): Uint8Array => {
  const table = new Uint8Array(256).fill(none)
  for (const way of ways)
    for (const [value, digit] of Array.from(way).entries()) table[digit.charCodeAt(0)] = value
  return table
}
const base64Digits = tableOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const hexDigits = tableOf('0123456789abcdef', '0123456789ABCDEF')
