import { minute } from '@sotevarmenne/kernel/instant'
import { clientNetwork } from './addresses.ts'

/**
 * Rate limit per client (an IPv4 address or an IPv6 /64 network), by minutes that start for all addresses at once; the result says whether this
 * request may go on.
 */
export function countByAddress(max: number, now: () => number): (address: string) => boolean {
  const count = countByKey(max, now)
  return (address) => count(clientNetwork(address))
}

/** The same for whatever else identifies a client. */
export function countByKey(max: number, now: () => number): (key: string) => boolean {
  const counts = new Map<string, number>()
  let since = now()
  return (client) => {
    if (now() - since >= minute) {
      counts.clear()
      since = now()
    }
    const count = (counts.get(client) ?? 0) + 1
    counts.set(client, count)
    return count <= max
  }
}
