/** The octets in hexadecimal, lower case, two digits each. */
export function hexOf(octets: Uint8Array): string {
  let hex = ''
  for (const octet of octets) hex += digits[octet] ?? ''
  return hex
}

const digits: readonly string[] = Array.from({ length: 256 }, (_, octet) =>
  octet.toString(16).padStart(2, '0'),
)
