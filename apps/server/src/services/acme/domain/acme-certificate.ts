import { looksLikeIpAddress, ipAddressBytes } from '@sotevarmenne/kernel/ip-address'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { equalBytes, octetString } from '@sotevarmenne/x509/der'

/** id-pe-acmeIdentifier (RFC 8737 § 3). */
const acmeIdentifier = '1.3.6.1.5.5.7.1.31'

/**
 * Whether a certificate proves control of the name by TLS-ALPN-01 (RFC 8737 § 3, RFC 8738 § 6): it names this name
 * or address alone, and has the SHA-256 of the key authorization in a critical extension.
 */
export function provesControl(
  der: Uint8Array,
  { name, digest }: { readonly name: string; readonly digest: Uint8Array },
): boolean {
  const decoded = decodeCertificate(der)
  if (!decoded.ok) return false
  const { known, extensions } = decoded.value
  const [only, ...others] = known.subjectAltName ?? []
  const kind = looksLikeIpAddress(name) ? 'ip' : 'dns'
  const isNamed = others.length === 0 && only?.kind === kind && only.value.toLowerCase() === name
  const extension = extensions.find(({ type }) => type === acmeIdentifier)
  return isNamed && extension?.critical === true && equalBytes(extension.value, octetString(digest))
}

/**
 * The server name that a client of TLS-ALPN-01 sends: the name, or the reverse-mapping name of an address
 * (RFC 8738 § 6, RFC 1035 § 3.5, RFC 3596 § 2.5).
 */
export function serverNameOf(name: string): string {
  const bytes = ipAddressBytes(name)
  if (bytes === undefined) return name
  if (bytes.length === 4) return `${[...bytes].reverse().join('.')}.in-addr.arpa`
  const digits = [...bytes].flatMap((byte) => [byte >> 4, byte & 15])
  return `${digits
    .reverse()
    .map((digit) => digit.toString(16))
    .join('.')}.ip6.arpa`
}
