import type { OlderAuthority, OlderList } from '#pki/ca/index.ts'
import { wholeList, type ServedList } from './serve-crl.ts'

export type OlderLists = {
  /** Reads what was brought since. Throws, at the end, when a list could not be read; the one from before stays. */
  readonly refresh: () => Promise<void>
  readonly list: (authority: string) => ServedList | undefined
}

/** Lists of authorities of an older system, served as they signed them. */
export function createOlderLists(
  older: readonly Pick<OlderAuthority, 'id' | 'list'>[],
): OlderLists {
  const known = new Map<string, OlderList>()
  return {
    refresh: async () => {
      const faults: unknown[] = []
      const unread: string[] = []
      for (const { id, list } of older) {
        try {
          const found = await list(known.get(id))
          if (found !== undefined) known.set(id, found)
        } catch (fault) {
          faults.push(fault)
          unread.push(id)
        }
      }
      if (unread.length > 0)
        throw new AggregateError(faults, `the list can't be read of ${unread.join(', ')}`)
    },
    list: (authority) => {
      const found = known.get(authority)
      return found && wholeList(found.list)
    },
  }
}
