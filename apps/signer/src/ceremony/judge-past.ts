import { join } from 'node:path'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import type { CertificateList } from '@sotevarmenne/x509/crl'
import type { RevokedEntry } from '@sotevarmenne/x509/crl-entry'
import { equalBytes } from '@sotevarmenne/x509/der'
import { digestOf, listUse, serialUse, type Journal } from '#signing-log.ts'
import type { KeyedIssuer } from '#signer.ts'
import { readList } from './sign-root-status.ts'

/** A certificate of a root that is to stand on its list from now on. */
export type RootRevocation = RevokedEntry & { readonly root: string }

export type PastRefusal =
  /** The journal beside the keys is not that of this root, or was changed. */
  | { readonly kind: 'certificate-not-of-journal'; readonly root: string; readonly serial: string }
  | { readonly kind: 'last-list-not-signed-by-root'; readonly root: string }
  /** The numbers of both; the digests differ where the numbers do not. */
  | {
      readonly kind: 'last-list-not-of-journal'
      readonly root: string
      readonly list: string
      readonly journal: string
    }
  /** The medium is an older copy, or another one went on from it: the root has published a list that it knows nothing of. */
  | {
      readonly kind: 'published-list-not-of-journal'
      readonly root: string
      readonly published: string
    }

/**
 * Whether the medium of a root tells its past as it was: every certificate that the root is known by stands in the
 * journal, and the last list is the one that the journal tells of. A list that is one ahead of the journal was signed
 * when a crash came, and counts. Whoever brings an older list or journal could make a revocation undone, also an older
 * copy of both, which agree: the list that was published last is one of theirs.
 */
export async function judgePast(
  { issuer, key }: KeyedIssuer,
  {
    rootFolder,
    publicFolder,
    journal,
    issued,
  }: {
    readonly rootFolder: string
    readonly publicFolder: string
    readonly journal: Journal
    /** By this root, itself included. */
    readonly issued: readonly Certificate[]
  },
): Promise<Result<undefined, PastRefusal>> {
  const root = issuer.id
  for (const { serial, tbs } of issued) {
    const entry = await journal.find(serialUse(root, formatSerial(serial)))
    if (entry?.digest !== digestOf(tbs) || entry.signature === undefined)
      return refuse({ kind: 'certificate-not-of-journal', root, serial: formatSerial(serial) })
  }

  const list = await readList(join(rootFolder, `${root}.crl`))
  const last = journal.lastListNumber(root)
  const differ = (): Result<never, PastRefusal> =>
    refuse({
      kind: 'last-list-not-of-journal',
      root,
      list: list === undefined ? 'none' : String(list.number),
      journal: last === undefined ? 'none' : String(last),
    })
  const isOfJournal = async ({ number, tbs }: CertificateList): Promise<boolean> =>
    (await journal.find(listUse(root, number)))?.digest === digestOf(tbs)
  if (list === undefined && last !== undefined) return differ()
  if (list !== undefined && !verifySigned(list, key.spki))
    return refuse({ kind: 'last-list-not-signed-by-root', root })
  const isAhead = list?.number === (last ?? 0n) + 1n
  if (list !== undefined && !isAhead && !(list.number === last && (await isOfJournal(list))))
    return differ()

  const published = await readList(join(publicFolder, `${root}.crl`))
  // What lies there may be anybody's: only what the root has signed itself tells of its past.
  if (published === undefined || !verifySigned(published, key.spki)) return ok(undefined)
  const isLast = list !== undefined && equalBytes(published.tbs, list.tbs)
  if (isLast || (await isOfJournal(published))) return ok(undefined)
  const number = String(published.number)
  return refuse({ kind: 'published-list-not-of-journal', root, published: number })
}

export type RevocationRefusal =
  | { readonly kind: 'root-unknown'; readonly root: string }
  /** The root never signed a certificate with it. */
  | { readonly kind: 'serial-unknown'; readonly root: string; readonly serial: string }
  | { readonly kind: 'revoked-in-the-future'; readonly root: string; readonly serial: string }

/** Whether each is about a certificate that one of the roots has signed; also one that nobody has seen since. */
export async function judgeRevocations(
  revocations: readonly RootRevocation[],
  {
    roots,
    journal,
    now,
  }: {
    readonly roots: ReadonlyMap<string, KeyedIssuer>
    readonly journal: Journal
    readonly now: Instant
  },
): Promise<Result<undefined, RevocationRefusal>> {
  for (const { root, serial: octets, revokedAt } of revocations) {
    if (!roots.has(root)) return refuse({ kind: 'root-unknown', root })
    const serial = formatSerial(octets)
    const entry = await journal.find(serialUse(root, serial))
    if (entry?.signature === undefined) return refuse({ kind: 'serial-unknown', root, serial })
    if (revokedAt > now) return refuse({ kind: 'revoked-in-the-future', root, serial })
  }
  return ok(undefined)
}
