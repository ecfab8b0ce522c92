import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  CauseCount,
  CausesAsked,
  CertificateStatus,
  EntriesMeasured,
  EntriesPage,
  Listed,
  RevokeCertificates,
  RevokeRefusal,
  Revocation,
  ScopeTouched,
} from './contract.ts'
import { revokeCard, type RevokeCard } from './revoke-card.ts'
import { revokeCertificates, type Revoking } from './revoke-certificates.ts'
import { countCauses, findRevocation, findSince, findTouched } from './store.ts'
import { closeBlocks, entriesAfter, measureEntries } from './stores/listed-entries.ts'

export { importStatuses, type ImportRefusal } from './import-statuses.ts'
export { revokedByHour } from './stores/revoked-by-hour.ts'

export type Revocations = {
  /** Final and idempotent; in the caller's transaction, with the caller's permit. Answers what is new. */
  readonly revokeCertificates: (
    tx: Tx,
    permit: Permit,
    request: RevokeCertificates,
  ) => Promise<Result<readonly Revocation[], RevokeRefusal>>
  /** All that was ever issued for a card, but what it keeps; as final, idempotent and in the caller's transaction. */
  readonly revokeCard: (tx: Tx, permit: Permit, request: RevokeCard) => Promise<void>
  /** As OCSP answers: expiry is not looked at. */
  readonly statusOf: (
    tx: Tx,
    key: { readonly issuer: string; readonly serial: string },
  ) => Promise<CertificateStatus>
  /** What was revoked after the position, in order, at most `limit` (1000) of them. */
  readonly statusesSince: (
    tx: Tx,
    position: number,
    limit?: number,
  ) => Promise<readonly Revocation[]>
  /** Where something was revoked after the position: which lists have to be made anew. */
  readonly touchedSince: (tx: Tx, position: number) => Promise<readonly ScopeTouched[]>
  /** Why the issuer's certificates were revoked, the most frequent cause first. */
  readonly causesAfter: (tx: Tx, asked: CausesAsked) => Promise<readonly CauseCount[]>
  /**
   * Puts what a list is to hold into blocks that are ready, as far as it fills them. The list is the same without, and
   * slow to read. `entries` a block (1000). In a transaction that is read committed.
   */
  readonly closeBlocks: (tx: Tx, listed: Listed, entries?: number) => Promise<void>
  /** How long a list's entries are, before any of them is read. */
  readonly measureEntries: (tx: Tx, listed: Listed) => Promise<EntriesMeasured>
  /** The list's entries behind the position, some 10,000 at a time; undefined when there are no more. */
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
  touchedSince: findTouched,
  causesAfter: countCauses,
  closeBlocks,
  measureEntries,
  entriesAfter,
})
