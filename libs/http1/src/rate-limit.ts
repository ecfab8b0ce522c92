import { minute } from '@sotevarmenne/kernel/instant'

/**
 * Rate limit per address, by minutes that start for all addresses at once; the result says whether this
 * request may go on.
 */
export function countByAddress(max: number, now: () => number): (address: string) => boolean {
  const counts = new Map<string, number>()
  let since = now()
  return (address) => {
    if (now() - since >= minute) {
      counts.clear()
      since = now()
    }
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    return count <= max
  }
}
