import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type {
  CauseCount,
  CausesQueried,
  CertificateStatus,
  EntriesMeasured,
  EntriesPage,
  Listed,
  RevokeCertificates,
  RevokeRefusal,
  RevokingPermit,
  Revocation,
  ScopeTouched,
} from './contract.ts'
import { revokeCard, type RevokeCard } from './revoke-card.ts'
import { revokeCertificates, type Revoking } from './revoke-certificates.ts'
import { countCauses, findAmong, findRevocation, findSince, findTouched } from './store.ts'
import { closeBlocks, entriesAfter, measureEntries } from './stores/listed-entries.ts'

export { compareWithSigner } from './compare-with-signer.ts'
export { countUnrecorded } from './stores/compared-with-signer.ts'
export { importStatuses, type ImportRefusal } from './import-statuses.ts'
export { findSince as revocationsSince, revocationsOfIssuer } from './store.ts'
export { revokedByHour } from './stores/revoked-by-hour.ts'

export type Revocations = {
  /**
   * Final and idempotent; in the caller's transaction, with the caller's permit. Returns the new revocations.
   */
  readonly revokeCertificates: (
    tx: Tx,
    permit: RevokingPermit,
    request: RevokeCertificates,
  ) => Promise<Result<readonly Revocation[], RevokeRefusal>>
  /**
   * All that was ever issued for a card, except what it keeps; also final, idempotent and in the caller's
   * transaction.
   */
  readonly revokeCard: (tx: Tx, permit: RevokingPermit, request: RevokeCard) => Promise<void>
  /** As in OCSP: expiry is not considered. */
  readonly statusOf: (
    tx: Tx,
    key: { readonly issuer: string; readonly serial: string },
  ) => Promise<CertificateStatus>
  /** The revocations after the position, in order, at most `limit` (1000) of them. */
  readonly statusesSince: (
    tx: Tx,
    position: number,
    limit?: number,
  ) => Promise<readonly Revocation[]>
  /** The revocations of these certificates of one issuer. */
  readonly statusesAmong: (
    tx: Tx,
    requested: { readonly issuer: string; readonly serials: readonly string[] },
  ) => Promise<readonly Revocation[]>
  /** Where something was revoked after the position: which CRLs have to be published again. */
  readonly touchedSince: (tx: Tx, position: number) => Promise<readonly ScopeTouched[]>
  /** Why the issuer's certificates were revoked, the most frequent cause first. */
  readonly causesAfter: (tx: Tx, requested: CausesQueried) => Promise<readonly CauseCount[]>
  /**
   * Packs the entries of a CRL into closed blocks, as far as they fill them. The CRL is the same without, but
   * slow to read. `entries` per block (1000). In a transaction with isolation level read committed.
   */
  readonly closeBlocks: (tx: Tx, listed: Listed, entries?: number) => Promise<void>
  /** The length of a CRL's entries, before any of them is read. */
  readonly measureEntries: (tx: Tx, listed: Listed) => Promise<EntriesMeasured>
  /** The CRL's entries after the position, some 10,000 at a time; undefined when there are no more. */
  readonly entriesAfter: (
    tx: Tx,
    listed: Listed,
    position: number,
  ) => Promise<EntriesPage | undefined>
}

export const createRevocations = (revoking: Revoking): Revocations => ({
  revokeCertificates: revokeCertificates(revoking),
  revokeCard: revokeCard(revoking.certificates, revokeCertificates(revoking)),
  statusOf: async (tx, key) => {
    const revocation = await findRevocation(tx, key)
    if (revocation !== undefined)
      return { status: 'revoked', revokedAt: revocation.revokedAt, reason: revocation.reason }
    const certificate = await revoking.certificates.findCertificate(tx, key)
    const isGood = certificate?.state === 'issued' || certificate?.state === 'imported'
    return { status: isGood ? 'good' : 'unknown' }
  },
  statusesSince: (tx, position, limit = 1000) => findSince(tx, { position, limit }),
  statusesAmong: findAmong,
  touchedSince: findTouched,
  causesAfter: countCauses,
  closeBlocks,
  measureEntries,
  entriesAfter,
})
