import { minute } from '@sotevarmenne/kernel/instant'

/** Counts requests by minutes, which begin anew for all addresses together; answers whether this one may go on. */
export function countByAddress(most: number, now: () => number): (address: string) => boolean {
  const counts = new Map<string, number>()
  let since = now()
  return (address) => {
    if (now() - since >= minute) {
      counts.clear()
      since = now()
    }
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    return count <= most
  }
}
