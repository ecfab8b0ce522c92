import { isWithin } from '@sotevarmenne/issuing/domain/approval-statement'
import {
  formatIpAddress,
  looksLikeIpAddress,
  parseIpNetwork,
} from '@sotevarmenne/kernel/ip-address'

/**
 * How a name or address may be ordered under an approval (R190): a listed one needs no proof, one under a domain or
 * in a network does.
 */
export function allowedBy(
  approved: readonly string[],
  name: string,
): 'without-proof' | 'with-proof' | 'not-at-all' {
  if (approved.includes(name)) return 'without-proof'
  return isWithin(approved, name) ? 'with-proof' : 'not-at-all'
}

/** `.example.fi` is checked as the name of the domain itself, a network as its first address. */
export function nameOf(approved: string): string {
  if (approved.startsWith('.')) return approved.slice(1)
  const network = parseIpNetwork(approved)
  return (network && formatIpAddress(network.bytes)) ?? approved
}

/** The network is larger than one organisation's servers need: /24 of IPv4, /64 of IPv6 are the largest. */
export function isTooLarge(entry: string): boolean {
  const network = parseIpNetwork(entry)
  return network !== undefined && network.bits < (network.bytes.length === 4 ? 24 : 64)
}

/** Identifiers of ACME (RFC 8555 § 9.7.7, RFC 8738 § 3). */
export const identifierOf = (name: string) => ({
  type: looksLikeIpAddress(name) ? 'ip' : 'dns',
  value: name,
})
