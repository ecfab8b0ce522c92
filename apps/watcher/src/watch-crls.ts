import { fetchAtNodes, report, type Context, type Watched } from './context.ts'
import {
  compareCopies,
  compareShards,
  compareWithRecorded,
  checkNumber,
  checkTimes,
  newestOf,
  type SeenCrl,
} from './check-crl.ts'
import { readCrl, type CrlFacts } from './openssl.ts'

/** The newest copy of a CRL. */
export type WatchedCrl = {
  readonly address: string
  readonly crl: CrlFacts
  readonly bytes: number
  /** What to remember of it; undefined while something is wrong with its number. */
  readonly seen: SeenCrl | undefined
}

/** Fetches a CRL at every node, and checks each copy. Undefined where no node has a right one. */
export async function watchCrl(
  context: Context,
  address: string,
  signer: Watched,
): Promise<WatchedCrl | undefined> {
  const { config, now, state } = context
  const fetched = await fetchAtNodes(context, { address }, (der) => readCrl(der, signer.file))
  const copies = fetched.map(({ node, read, bytes }) => ({ node, crl: read, bytes }))
  const newest = newestOf(copies)
  if (newest === undefined) return undefined
  const { node, crl, bytes } = newest
  report(context, address, compareCopies(copies, now, config))
  report(context, address, checkTimes(crl, now, config), node)
  const faults = checkNumber(crl, state.crls[address])
  report(context, address, faults, node)
  // What is wrong stays a finding until it is mended: the memory moves on by a right CRL only.
  const seen = { number: String(crl.number), fingerprint: crl.fingerprint }
  return { address, crl, bytes, seen: faults.length === 0 ? seen : undefined }
}

/**
 * Compares the union of the shards, and the full CRL, with what the service has recorded, and with each other.
 * Returns since when a serial number is on one side only.
 */
export function compareLists(
  context: Context,
  shards: readonly (WatchedCrl | undefined)[],
  full: WatchedCrl | undefined,
): { readonly [serial: string]: number } {
  const { config, now, state, recorded, ca } = context
  const before = state.differing[ca.name] ?? {}
  const all = shards.filter((crl) => crl !== undefined)
  // An incomplete union would only repeat what is a finding already.
  const lists = [
    ...(all.length === 0 || all.length < shards.length ? [] : [unionOf(all)]),
    ...(full === undefined ? [] : [unionOf([full])]),
  ]
  const { visibleWithin } = config
  if (recorded !== undefined)
    for (const list of lists)
      report(
        context,
        list.address,
        compareWithRecorded(list, recorded.byCa.get(ca.name) ?? [], {
          ...{ now, recordedUntil: recorded.asOf, visibleWithin },
        }),
      )
  const [union, whole] = lists
  if (union === undefined || whole === undefined) return before
  const { faults, differing } = compareShards(
    { full: whole.serials, union: union.serials },
    ...([before, now, config] as const),
  )
  report(context, whole.address, faults)
  return differing
}

const unionOf = (crls: readonly WatchedCrl[]) => ({
  // Of several, the finding is about all of them.
  address: crls.length === 1 ? (crls[0]?.address ?? '') : '',
  serials: new Set(crls.flatMap(({ crl }) => [...crl.entries.keys()])),
  asOf: Math.min(...crls.map(({ crl }) => crl.thisUpdate)),
})
