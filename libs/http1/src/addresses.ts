import { BlockList, isIP, type Socket } from 'node:net'

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
  const rules = new BlockList()
  const members = list.split(',').flatMap((member) => member.trim() || [])
  for (const member of members.flatMap((each) => names[each] ?? [each])) addMember(rules, member)
  return (address) => {
    const plain = plainAddress(address)
    const version = isIP(plain)
    return version !== 0 && rules.check(plain, version === 4 ? 'ipv4' : 'ipv6')
  }
}

/** Matches no address. */
export const noAddress: AddressRule = () => false

function addMember(rules: BlockList, member: string): void {
  const [address = '', prefix, more] = member.split('/')
  const version = isIP(address)
  const family = version === 4 ? 'ipv4' : 'ipv6'
  if (version === 0 || more !== undefined) throw new Error(`malformed address: "${member}"`)
  if (prefix === undefined) {
    rules.addAddress(address, family)
    return
  }
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : 0
  if (bits < 1 || bits > (version === 4 ? 32 : 128))
    throw new Error(`malformed network: "${member}" (a prefix of at least one bit)`)
  rules.addSubnet(address, bits, family)
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
