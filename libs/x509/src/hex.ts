/**
 * The bytes in hexadecimal, lower case, two digits each. Written here: parsers run where there is no `Buffer`,
 * and Node 24 and browsers of before 2025 have no `Uint8Array.prototype.toHex`.
 */
export function hexOf(bytes: Uint8Array): string {
  if (bytes.length > maxAtOnce)
    return hexOf(bytes.subarray(0, maxAtOnce)) + hexOf(bytes.subarray(maxAtOnce))
  const letters: number[] = []
  for (const byte of bytes) letters.push(digits[byte >> 4] ?? 0, digits[byte & 15] ?? 0)
  return String.fromCharCode(...letters)
}

const digits: readonly number[] = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))

/** Max bytes per call: each takes two arguments. */
const maxAtOnce = 512
