/** The octets in hexadecimal, lower case, two digits each. */
export function hexOf(octets: Uint8Array): string {
  if (octets.length > longestAtOnce)
    return hexOf(octets.subarray(0, longestAtOnce)) + hexOf(octets.subarray(longestAtOnce))
  const letters: number[] = []
  for (const octet of octets) letters.push(digits[octet >> 4] ?? 0, digits[octet & 15] ?? 0)
  return String.fromCharCode(...letters)
}

const digits: readonly number[] = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))

/** Two letters an octet are arguments of one call. */
const longestAtOnce = 512
