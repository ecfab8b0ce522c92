/**
 * The bytes of an IP address, 4 or 16; undefined for any other text. Takes each form of RFC 4291 § 2.2 and
 * dotted decimal without leading zeros (RFC 6943 § 3.1.1); no zone.
 */
export const ipAddressBytes = (text: string): Uint8Array | undefined =>
  text.includes(':') ? ipv6Bytes(text) : ipv4Bytes(text)

function ipv4Bytes(text: string): Uint8Array | undefined {
  const parts = text.split('.')
  const isDecimal = parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  return parts.length === 4 && isDecimal ? Uint8Array.from(parts, Number) : undefined
}

function ipv6Bytes(text: string): Uint8Array | undefined {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  if (embedded) {
    const [, before = '', last = ''] = embedded
    const bytes = ipv4Bytes(last)
    return bytes && ipv6Bytes(`${before}${groups(bytes).map(hexadecimal).join(':')}`)
  }
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return undefined
  const before = head === '' ? [] : head.split(':')
  const behind = tail === undefined || tail === '' ? [] : tail.split(':')
  const written = before.length + behind.length
  // “::” stands for one or more groups of zeros.
  if (tail === undefined ? written !== 8 : written > 7) return undefined
  const all = [...before, ...Array.from({ length: 8 - written }, () => '0'), ...behind]
  return all.every((part) => /^[0-9a-f]{1,4}$/i.test(part))
    ? Uint8Array.from(all.flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 0xff]))
    : undefined
}

const groups = (bytes: Uint8Array): readonly number[] =>
  Array.from(
    { length: bytes.length / 2 },
    (_, at) => ((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0),
  )

const hexadecimal = (value: number): string => value.toString(16)

/** The one text of an address: dotted decimal, or RFC 5952. Undefined when there are not 4 or 16 bytes. */
export function formatIpAddress(bytes: Uint8Array): string | undefined {
  if (bytes.length === 4) return bytes.join('.')
  if (bytes.length !== 16) return undefined
  const parts = groups(bytes).map(hexadecimal)
  // RFC 5952 § 4.2: the longest run of at least two zeros is shortened, the first among equals.
  const runs = [
    ...parts
      .map((part) => (part === '0' ? 'z' : '-'))
      .join('')
      .matchAll(/z{2,}/g),
  ]
  const [shortened] = runs.toSorted(([one], [other]) => other.length - one.length)
  if (shortened === undefined) return parts.join(':')
  const before = parts.slice(0, shortened.index).join(':')
  const behind = parts.slice(shortened.index + shortened[0].length).join(':')
  return `${before}::${behind}`
}

/** The address in its one text; undefined when the text is no address. */
export function canonicalIpAddress(text: string): string | undefined {
  const bytes = ipAddressBytes(text)
  return bytes && formatIpAddress(bytes)
}

/** Whether a text can only be meant as an address: no DNS name has a colon, or digits alone at its end. */
export const looksLikeIpAddress = (text: string): boolean =>
  text.includes(':') || /^[\d.]+$/.test(text)

/** A network of addresses, `192.0.2.0/24`; one address is a network of its own. */
export type IpNetwork = { readonly bytes: Uint8Array; readonly bits: number }

/** Undefined when the text is neither an address nor a network. */
export function parseIpNetwork(text: string): IpNetwork | undefined {
  const [address = '', length, ...more] = text.split('/')
  const bytes = ipAddressBytes(address)
  if (bytes === undefined || more.length > 0) return undefined
  if (length === undefined) return { bytes, bits: 8 * bytes.length }
  if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > 8 * bytes.length) return undefined
  const bits = Number(length)
  return { bytes: bytes.map((byte, at) => byte & maskAt({ bits }, at)), bits }
}

/** The one text of a network: its first address and its length. */
export const formatIpNetwork = ({ bytes, bits }: IpNetwork): string =>
  `${formatIpAddress(bytes) ?? ''}/${String(bits)}`

export const isInIpNetwork = (address: Uint8Array, network: IpNetwork): boolean =>
  address.length === network.bytes.length &&
  address.every((byte, at) => (byte & maskAt(network, at)) === network.bytes[at])

const maskAt = ({ bits }: Pick<IpNetwork, 'bits'>, at: number): number =>
  (0xff00 >> Math.min(8, Math.max(0, bits - 8 * at))) & 0xff

/** Which addresses a service reaches, or certifies. */
export type IpAddressRule = (address: string) => boolean

/**
 * Addresses of these networks; `public` stands for the addresses of the internet. Throws with the entry that
 * is neither, or is a network of everybody.
 */
export function ipAddressRule(entries: readonly string[]): IpAddressRule {
  const networks = entries
    .filter((entry) => entry !== 'public')
    .map((entry) => {
      const network = parseIpNetwork(entry)
      if (network === undefined) throw new Error(`neither an address nor a network: ${entry}`)
      if (network.bits === 0) throw new Error(`a network of everybody: ${entry}`)
      return network
    })
  const isPublicAllowed = entries.includes('public')
  return (address) => {
    const bytes = ipAddressBytes(address)
    if (bytes === undefined) return false
    return (
      networks.some((network) => isInIpNetwork(bytes, network)) ||
      (isPublicAllowed && isPublic(bytes))
    )
  }
}

/** For IPv6, only globally routed addresses; otherwise everything that is not special-purpose. */
const isPublic = (bytes: Uint8Array): boolean =>
  (bytes.length === 4 || isInIpNetwork(bytes, routed)) &&
  !special.some((network) => isInIpNetwork(bytes, network))

const networksOf = (...entries: readonly string[]): readonly IpNetwork[] =>
  entries.flatMap((entry) => parseIpNetwork(entry) ?? [])

const routed: IpNetwork = { bytes: Uint8Array.from([0x20, ...Array<number>(15).fill(0)]), bits: 3 }

/** The IANA registries of special-purpose addresses (RFC 6890), and the metadata addresses of clouds. */
const special = networksOf(
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
)
