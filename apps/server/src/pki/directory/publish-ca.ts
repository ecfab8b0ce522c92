import type { Issuers } from '#pki/ca/index.ts'
import { findNewestFullCrl, wholeCrlOf, type EntriesSource } from '#pki/crl/index.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { Directory } from './directory.ts'
import { writeNewest } from './write-newest.ts'

export type CasParts = EntriesSource & {
  readonly issuers: Pick<Issuers, 'find'>
  readonly directory: Pick<Directory, 'publish'>
}

/** Updates a CA's entry after each full CRL. A job that runs late or twice does no harm. */
export const directorySubscription = (parts: CasParts): Subscription => ({
  event: 'CrlPublished',
  listener: 'status.publishToDirectory',
  concerns: ({ shard }) => shard === undefined,
  handle: ({ issuer }) => publishCa(parts, String(issuer)),
})

/** Writes the CA's entry with its newest CRL; nothing before there is one. */
export async function publishCa(parts: CasParts, id: string): Promise<void> {
  const issuer = parts.issuers.find(id)
  if (issuer === undefined) return
  await writeNewest({
    read: () => parts.db.read((tx) => findNewestFullCrl(tx, id)),
    isSame: (one, other) => one?.number === other?.number,
    write: async (crl) => {
      if (crl === undefined) return
      await parts.directory.publish({
        commonName: issuer.commonName,
        isRoot: issuer.role === 'root',
        certificate: issuer.certificate.der,
        crl: await wholeCrlOf(parts, issuer, crl),
      })
    },
  })
}
