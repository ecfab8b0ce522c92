import type { Instant } from '@sotevarmenne/kernel/instant'
import { streamTbsList, tbsListFrame, type ListFields } from '@sotevarmenne/x509/crl-frame'
import { listUrlOf, type Issuer } from '#pki/ca/index.ts'
import type { Db } from '#platform/db.ts'
import type { EntriesPage, Listed } from '#pki/revocation/contract.ts'
import type { Revocations } from '#pki/revocation/index.ts'

/** Where the entries of lists are. */
export type EntriesSource = {
  readonly db: Db
  readonly revocations: Pick<Revocations, 'measureEntries' | 'entriesAfter'>
}

/** Everything in the octets that are signed, but the entries themselves. */
export type ListHeading = Listed & {
  readonly number: number
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  /** Octets of the entries together. */
  readonly octets: number
}

/** How many octets are to be signed. */
export function tbsLengthOf(issuer: Issuer, heading: ListHeading): number {
  const { before, after } = tbsListFrame(fieldsOf(issuer, heading), heading.octets)
  return before.length + heading.octets + after.length
}

/** The octets that are signed, page by page: never more than a page in memory. The same whenever they are read. */
export const tbsOfList = (
  source: EntriesSource,
  issuer: Issuer,
  heading: ListHeading,
): AsyncIterable<Uint8Array> =>
  streamTbsList(fieldsOf(issuer, heading), heading.octets, entriesOf(source, heading))

const fieldsOf = (issuer: Issuer, heading: ListHeading): ListFields => ({
  signatureAlgorithm: issuer.signatureAlgorithm,
  issuer: issuer.subjectDer,
  thisUpdate: heading.thisUpdate,
  nextUpdate: heading.nextUpdate,
  number: BigInt(heading.number),
  authorityKeyIdentifier: issuer.subjectKeyIdentifier,
  // A list of a part must say so, or who reads it would take it for the whole (RFC 5280 § 5.2.5).
  ...(heading.shard !== undefined && { distributionPoint: listUrlOf(issuer, heading.shard) }),
})

/** While one page is used, the next is on its way. */
async function* entriesOf(
  { db, revocations }: EntriesSource,
  listed: Listed,
): AsyncGenerator<Uint8Array, void, undefined> {
  const pageAfter = (position: number): Promise<EntriesPage | undefined> => {
    const page = db.read((tx) => revocations.entriesAfter(tx, listed, position))
    // Heard when it is asked for, or never, when somebody reads no further.
    page.catch(() => undefined)
    return page
  }
  let coming = pageAfter(0)
  for (let page = await coming; page !== undefined; page = await coming) {
    coming = pageAfter(page.last)
    yield page.entries
  }
}
