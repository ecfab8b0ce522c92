import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  CertificateStatus,
  RevokeCertificates,
  RevokeRefusal,
  Revocation,
} from './contract.ts'
import { revokeCertificates, type Revoking } from './revoke-certificates.ts'
import { findRevocation, findSince } from './store.ts'

export { crlReasonOf } from './domain/reasons.ts'

export type Revocations = {
  /** Final and idempotent; in the caller's transaction, with the caller's permit. Answers what is new. */
  readonly revokeCertificates: (
    tx: Tx,
    permit: Permit,
    request: RevokeCertificates,
  ) => Promise<Result<readonly Revocation[], RevokeRefusal>>
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
}

export const createRevocations = (revoking: Revoking): Revocations => ({
  revokeCertificates: revokeCertificates(revoking),
  statusOf: async (tx, key) => {
    const revocation = await findRevocation(tx, key)
    if (revocation !== undefined)
      return { status: 'revoked', revokedAt: revocation.revokedAt, reason: revocation.reason }
    const certificate = await revoking.certificates.findCertificate(tx, key)
    return { status: certificate?.state === 'issued' ? 'good' : 'unknown' }
  },
  statusesSince: (tx, position, limit = 1000) => findSince(tx, { position, limit }),
})
