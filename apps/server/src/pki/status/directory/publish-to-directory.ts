import { concatenate } from '@sotevarmenne/x509/der'
import { signedListFrame } from '@sotevarmenne/x509/crl-frame'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import type { Issuer, Issuers } from '#pki/ca/index.ts'
import type { Subscription } from '#platform/outbox.ts'
import { tbsOfList, type EntriesSource } from '../lists/octets-of-list.ts'
import { findNewestFullList, type PublishedList } from '../store.ts'
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
        list: await wholeList(parts, issuer, list),
      })
    },
  })
}

/** The list in one piece: LDAP knows no other. */
async function wholeList(
  source: EntriesSource,
  issuer: Issuer,
  { position, signature, ...list }: PublishedList,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of tbsOfList(source, issuer, { ...list, upTo: position }))
    pieces.push(piece)
  const tbs = concatenate(...pieces)
  const signed = { signatureAlgorithm: issuer.signatureAlgorithm, signature }
  if (!verifySigned({ ...signed, tbs }, issuer.spki))
    throw new Error(`list ${String(list.number)} of ${list.issuer} is not what was signed`)
  const { before, after } = signedListFrame(tbs.length, signed)
  return concatenate(before, tbs, after)
}
