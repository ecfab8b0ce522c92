import { concatenate } from '@sotevarmenne/x509/der'
import { signedListFrame } from '@sotevarmenne/x509/crl-frame'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import type { Issuer, Issuers } from '#authority/index.ts'
import type { Subscription } from '#platform/outbox.ts'
import { tbsOfList, type EntriesSource } from '../lists/octets-of-list.ts'
import { findNewestFullList, type PublishedList } from '../store.ts'
import type { Directory } from './directory.ts'

export type DirectoryParts = EntriesSource & {
  readonly issuers: Pick<Issuers, 'find'>
  readonly directory: Directory
}

/**
 * Brings an authority's entry up to date after each full list. What is written is always the newest: a job that comes
 * late or twice does no harm, and after an outage the next one makes good whatever was missed.
 */
export const directorySubscription = (parts: DirectoryParts): Subscription => ({
  event: 'ListPublished',
  listener: 'status.publishToDirectory',
  concerns: ({ shard }) => shard === undefined,
  handle: async ({ issuer: id }) => {
    const issuer = parts.issuers.find(String(id))
    const list = await parts.db.read((tx) => findNewestFullList(tx, String(id)))
    if (issuer === undefined || list === undefined) return
    await parts.directory.publish({
      commonName: issuer.commonName,
      isRoot: issuer.role === 'root',
      certificate: issuer.certificate.der,
      list: await wholeList(parts, issuer, list),
    })
  },
})

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
