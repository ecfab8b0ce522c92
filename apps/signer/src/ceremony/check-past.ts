import { join } from 'node:path'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import type { CertificateList } from '@sotevarmenne/x509/crl'
import type { RevokedCertificate } from '@sotevarmenne/x509/crl-entry'
import { equalBytes } from '@sotevarmenne/x509/der'
import { digestOf, crlUse, serialUse, type SigningLog } from '#signing-log.ts'
import type { KeyedIssuer } from '#signer.ts'
import { readCrl } from './sign-root-status.ts'

/** A certificate of a root that must be on the root's CRL from now on. */
export type RootRevocation = RevokedCertificate & { readonly root: string }

export type PastRefusal =
  /** The signing log beside the keys is not that of this root, or was changed. */
  | {
      readonly kind: 'certificate-not-of-signing-log'
      readonly root: string
      readonly serial: string
    }
  | { readonly kind: 'last-crl-not-signed-by-root'; readonly root: string }
  /** The CRL numbers of both; the digests differ where the numbers do not. */
  | {
      readonly kind: 'last-crl-not-of-signing-log'
      readonly root: string
      readonly crl: string
      readonly signingLog: string
    }
  /**
   * The medium is an old copy, or another copy was used since: the root has published a CRL that is not in
   * it.
   */
  | {
      readonly kind: 'published-crl-not-of-signing-log'
      readonly root: string
      readonly published: string
    }

/**
 * Verifies that the medium of a root is complete: every known certificate of the root is in the signing
 * log, and the last CRL is the one in the signing log. A CRL that is one ahead of the signing log was
 * signed just before a crash, and counts. An older CRL or signing log could undo a revocation, and so could
 * an older copy of both, which agree: the CRL that was published last must be one of theirs.
 */
export async function checkPast(
  { issuer, key }: KeyedIssuer,
  {
    rootFolder,
    publicFolder,
    signingLog,
    issued,
  }: {
    readonly rootFolder: string
    readonly publicFolder: string
    readonly signingLog: SigningLog
    /** Certificates issued by this root, including its own. */
    readonly issued: readonly Certificate[]
  },
): Promise<Result<undefined, PastRefusal>> {
  const root = issuer.id
  for (const { serial, tbs } of issued) {
    const entry = await signingLog.find(serialUse(root, formatSerial(serial)))
    if (entry?.digest !== digestOf(tbs) || entry.signature === undefined)
      return refuse({ kind: 'certificate-not-of-signing-log', root, serial: formatSerial(serial) })
  }

  const crl = await readCrl(join(rootFolder, `${root}.crl`))
  const last = signingLog.lastCrlNumber(root)
  const differ = (): Result<never, PastRefusal> =>
    refuse({
      kind: 'last-crl-not-of-signing-log',
      root,
      crl: crl === undefined ? 'none' : String(crl.number),
      signingLog: last === undefined ? 'none' : String(last),
    })
  const isOfSigningLog = async ({ number, tbs }: CertificateList): Promise<boolean> =>
    (await signingLog.find(crlUse(root, number)))?.digest === digestOf(tbs)
  if (crl === undefined && last !== undefined) return differ()
  if (crl !== undefined && !verifySigned(crl, key.spki))
    return refuse({ kind: 'last-crl-not-signed-by-root', root })
  const isAhead = crl?.number === (last ?? 0n) + 1n
  if (crl !== undefined && !isAhead && !(crl.number === last && (await isOfSigningLog(crl))))
    return differ()

  const published = await readCrl(join(publicFolder, `${root}.crl`))
  // The published file may be anybody's: only a CRL that the root itself has signed counts.
  if (published === undefined || !verifySigned(published, key.spki)) return ok(undefined)
  const isLast = crl !== undefined && equalBytes(published.tbs, crl.tbs)
  if (isLast || (await isOfSigningLog(published))) return ok(undefined)
  const number = String(published.number)
  return refuse({ kind: 'published-crl-not-of-signing-log', root, published: number })
}

export type RevocationRefusal =
  | { readonly kind: 'root-not-found'; readonly root: string }
  /** The root never signed a certificate with this serial. */
  | { readonly kind: 'serial-not-found'; readonly root: string; readonly serial: string }
  | { readonly kind: 'revoked-in-the-future'; readonly root: string; readonly serial: string }

/**
 * Whether each is about a certificate that one of the roots has signed, even one that was never published.
 */
export async function checkRevocations(
  revocations: readonly RootRevocation[],
  {
    roots,
    signingLog,
    now,
  }: {
    readonly roots: ReadonlyMap<string, KeyedIssuer>
    readonly signingLog: SigningLog
    readonly now: Instant
  },
): Promise<Result<undefined, RevocationRefusal>> {
  for (const { root, serial: bytes, revokedAt } of revocations) {
    if (!roots.has(root)) return refuse({ kind: 'root-not-found', root })
    const serial = formatSerial(bytes)
    const entry = await signingLog.find(serialUse(root, serial))
    if (entry?.signature === undefined) return refuse({ kind: 'serial-not-found', root, serial })
    if (revokedAt > now) return refuse({ kind: 'revoked-in-the-future', root, serial })
  }
  return ok(undefined)
}
