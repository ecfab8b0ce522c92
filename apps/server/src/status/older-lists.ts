import type { OlderAuthority, OlderList } from '#authority/index.ts'
import type { ListFile } from './lists/list-file.ts'

export type OlderLists = {
  /** Reads what was brought since. */
  readonly refresh: () => Promise<void>
  readonly list: (authority: string) => ListFile | undefined
}

/** Lists of authorities of an older system, served as they signed them. */
export function createOlderLists(
  older: readonly Pick<OlderAuthority, 'id' | 'list'>[],
): OlderLists {
  const known = new Map<string, OlderList>()
  return {
    refresh: async () => {
      for (const { id, list } of older) {
        const found = await list(known.get(id))
        if (found !== undefined) known.set(id, found)
      }
    },
    list: (authority) => {
      const found = known.get(authority)
      const id = older.find((each) => each.id === authority)?.id
      return found === undefined || id === undefined ? undefined : listFileOf(id, found)
    },
  }
}

const listFileOf = (id: OlderAuthority['id'], { list, file }: OlderList): ListFile => ({
  issuer: id,
  shard: undefined,
  number: Number(list.number),
  position: 0,
  endingFrom: undefined,
  thisUpdate: list.thisUpdate,
  nextUpdate: list.nextUpdate,
  entries: list.entries.length,
  octets: list.der.length,
  plain: { path: file, length: list.der.length },
  gzip: undefined,
  br: undefined,
})
