import type { Issuers } from '#pki/ca/index.ts'
import { findNewestFullList, wholeListOf, type EntriesSource } from '#pki/crl/index.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { Directory } from './directory.ts'
import { writeNewest } from './write-newest.ts'

export type AuthoritiesParts = EntriesSource & {
  readonly issuers: Pick<Issuers, 'find'>
  readonly directory: Pick<Directory, 'publish'>
}

/** Brings an authority's entry up to date after each full list. A job that comes late or twice does no harm. */
export const directorySubscription = (parts: AuthoritiesParts): Subscription => ({
  event: 'ListPublished',
  listener: 'status.publishToDirectory',
  concerns: ({ shard }) => shard === undefined,
  handle: ({ issuer }) => publishAuthority(parts, String(issuer)),
})

/** Writes the authority's entry with its newest list; nothing before there is one. */
export async function publishAuthority(parts: AuthoritiesParts, id: string): Promise<void> {
  const issuer = parts.issuers.find(id)
  if (issuer === undefined) return
  await writeNewest({
    read: () => parts.db.read((tx) => findNewestFullList(tx, id)),
    isSame: (one, other) => one?.number === other?.number,
    write: async (list) => {
      if (list === undefined) return
      await parts.directory.publish({
        commonName: issuer.commonName,
        isRoot: issuer.role === 'root',
        certificate: issuer.certificate.der,
        list: await wholeListOf(parts, issuer, list),
      })
    },
  })
}
