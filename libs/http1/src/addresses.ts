import type { Socket } from 'node:net'
import {
  ipAddressBytes,
  isInIpNetwork,
  parseIpNetwork,
  type IpNetwork,
} from '@sotevarmenne/kernel/ip-address'

/** Whether an address is one of a list. */
export type AddressRule = (address: string) => boolean

const names: { readonly [name: string]: readonly string[] } = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/**
 * Addresses and networks, comma-separated: `10.0.0.1, 10.1.0.0/16, fd00::/8`, `loopback`, `linklocal`,
 * `uniquelocal`. Throws when one is malformed, or a network of everybody.
 */
export function addressesIn(list: string): AddressRule {
  const members = list.split(',').flatMap((member) => member.trim() || [])
  const networks = members.flatMap((each) => names[each] ?? [each]).map(networkOf)
  return (address) => {
    const bytes = ipAddressBytes(plainAddress(address).replace(/%.*$/, ''))
    return bytes !== undefined && networks.some((network) => isInIpNetwork(bytes, network))
  }
}

/** Matches no address. */
export const noAddress: AddressRule = () => false

function networkOf(member: string): IpNetwork {
  const network = parseIpNetwork(plainAddress(member))
  if (network === undefined) throw new Error(`malformed address or network: "${member}"`)
  if (network.bits > 0) return network
  throw new Error(`malformed network: "${member}" (a prefix of at least one bit)`)
}

/** An IPv4 address that IPv6 wraps (`::ffff:192.0.2.1`) without its wrapping. */
export const plainAddress = (address: string): string =>
  /^::ffff:(?=\d+\.)/i.test(address) ? address.slice(7) : address

/** No two open connections of a listener have the same, and one has it below TLS and above. */
export const peerOf = ({
  remoteAddress,
  remotePort,
}: Pick<Socket, 'remoteAddress' | 'remotePort'>): string =>
  `${remoteAddress ?? ''} ${String(remotePort)}`

/**
 * By which connections of one client are counted: an IPv4 address, or the /64 network of an IPv6 address, of
 * which one client usually has all.
 */
export function clientNetwork(address: string): string {
  const plain = plainAddress(address)
  if (!plain.includes(':')) return plain
  const [head = '', tail] = (plain.split('%', 1)[0] ?? '').toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(8 - groups.length - last.length, 0)
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...last]
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
