import { BlockList, isIP } from 'node:net'

/** Whether the service may connect to an address in order to validate a name. */
export type AddressRule = (address: string) => boolean

/**
 * Connections go only where the configuration allows (R196): `public` means addresses on the internet that do
 * not lead inward; other entries are addresses and ranges, `10.20.0.0/16`. Throws when an entry is neither.
 */
export function addressRule(entries: readonly string[]): AddressRule {
  const allowed = new BlockList()
  let isPublicAllowed = false
  for (const entry of entries) {
    if (entry === 'public') isPublicAllowed = true
    else addRange(allowed, entry)
  }
  return (address) => {
    const family = isIP(address)
    if (family === 0) return false
    const kind = family === 4 ? 'ipv4' : 'ipv6'
    if (allowed.check(address, kind)) return true
    return isPublicAllowed && isPublic(address, kind)
  }
}

function addRange(list: BlockList, entry: string): void {
  const [address = '', length, more] = entry.split('/')
  const family = isIP(address)
  const bits = length === undefined ? (family === 4 ? 32 : 128) : Number(length)
  if (family === 0 || more !== undefined || !/^\d{1,3}$/.test(length ?? '0'))
    throw new Error(`neither an address nor a range: ${entry}`)
  list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6')
}

/** For IPv6, only globally routed addresses; otherwise everything that is not special-purpose. */
const isPublic = (address: string, kind: 'ipv4' | 'ipv6'): boolean =>
  (kind === 'ipv4' || routed.check(address, kind)) && !special.check(address, kind)

const routed = new BlockList()
routed.addSubnet('2000::', 3, 'ipv6')

/** The IANA registries of special-purpose addresses (RFC 6890), and the metadata addresses of clouds. */
const special = new BlockList()
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '2001::/23',
  '2001:db8::/32',
  // 6to4 embeds an IPv4 address, possibly any (RFC 3056).
  '2002::/16',
  '3fff::/20',
])
  addRange(special, range)
