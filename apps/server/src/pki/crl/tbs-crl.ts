import type { Instant } from '@sotevarmenne/kernel/instant'
import { streamTbsCrl, tbsCrlFrame, type CrlFields } from '@sotevarmenne/x509/crl-frame'
import { crlUrlOf, type Issuer } from '#pki/ca/index.ts'
import type { Db } from '#platform/db.ts'
import type { EntriesPage, Listed } from '#pki/revocation/contract.ts'
import type { Revocations } from '#pki/revocation/index.ts'

/** Where the entries of CRLs come from. */
export type EntriesSource = {
  readonly db: Db
  readonly revocations: Pick<Revocations, 'measureEntries' | 'entriesAfter'>
}

/** Everything in the to-be-signed bytes except the entries themselves. */
export type CrlHeading = Listed & {
  readonly number: number
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  /** Bytes of all entries together. */
  readonly bytes: number
}

/** How many bytes are to be signed. */
export function tbsLengthOf(issuer: Issuer, heading: CrlHeading): number {
  const { before, after } = tbsCrlFrame(fieldsOf(issuer, heading), heading.bytes)
  return before.length + heading.bytes + after.length
}

/** The to-be-signed bytes, page by page: at most a page in memory. The same at every reading. */
export const tbsOfCrl = (
  source: EntriesSource,
  issuer: Issuer,
  heading: CrlHeading,
): AsyncIterable<Uint8Array> =>
  streamTbsCrl(fieldsOf(issuer, heading), heading.bytes, entriesOf(source, heading))

const fieldsOf = (issuer: Issuer, heading: CrlHeading): CrlFields => ({
  signatureAlgorithm: issuer.signatureAlgorithm,
  issuer: issuer.subjectDer,
  thisUpdate: heading.thisUpdate,
  nextUpdate: heading.nextUpdate,
  number: BigInt(heading.number),
  authorityKeyIdentifier: issuer.subjectKeyIdentifier,
  // The CRL of a shard must say so, or a reader would take it for the full one (RFC 5280 § 5.2.5).
  ...(heading.shard !== undefined && { distributionPoint: crlUrlOf(issuer, heading.shard) }),
})

/** While one page is used, the next is being read. */
async function* entriesOf(
  { db, revocations }: EntriesSource,
  listed: Listed,
): AsyncGenerator<Uint8Array, void, undefined> {
  const pageAfter = (position: number): Promise<EntriesPage | undefined> => {
    const page = db.read((tx) => revocations.entriesAfter(tx, listed, position))
    // A rejection is seen when the page is awaited, or never when the reader stops early.
    page.catch(() => undefined)
    return page
  }
  let coming = pageAfter(0)
  for (let page = await coming; page !== undefined; page = await coming) {
    coming = pageAfter(page.last)
    yield page.entries
  }
}
