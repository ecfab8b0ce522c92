import { isIPv6 } from 'node:net'

/**
 * The network of one client: the address itself, or the /64 of an IPv6 address, all of which one subscriber
 * has (RFC 6177).
 */
export function clientNetwork(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [front = '', back = ''] = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname
    .slice(1, -1)
    .split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const missing = 8 - groups(front).length - groups(back).length
  const all = [...groups(front), ...Array<string>(Math.max(0, missing)).fill('0'), ...groups(back)]
  return `${all.slice(0, 4).join(':')}::/64`
}
