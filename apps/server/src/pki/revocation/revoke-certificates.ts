import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Runtime } from '#platform/runtime.ts'
import type {
  CertificateRevoked,
  RevokeCertificates,
  RevokeRefusal,
  RevokingPermit,
  Revocation,
} from './contract.ts'
import { listedUntil } from './domain/listed-until.ts'
import { shardOf } from './domain/shard.ts'
import { appendRevocations, type NewRevocation } from './store.ts'

export type Revoking = Pick<Runtime, 'record' | 'clock'> & {
  readonly certificates: Pick<Certificates, 'findCertificate' | 'certificatesOfCard'>
}

/**
 * Revokes certificates for good, in the transaction of the operation that causes it. What is revoked already
 * stays as it was first revoked. Returns the new revocations.
 */
export const revokeCertificates =
  ({ certificates, record, clock }: Revoking) =>
  async (
    tx: Tx,
    permit: RevokingPermit,
    { issuer, serials, reason, cause }: RevokeCertificates,
  ): Promise<Result<readonly Revocation[], RevokeRefusal>> => {
    const abouts = new Map<string, CertificateRevoked['about']>()
    const requested: NewRevocation[] = []
    const now = clock.now()
    for (const serial of serials) {
      const certificate = await certificates.findCertificate(tx, { issuer, serial })
      if (certificate === undefined) return refuse({ kind: 'certificate-not-found', serial })
      const isIssuedHere = certificate.state === 'issued'
      if (!isIssuedHere && certificate.state !== 'imported')
        return refuse({ kind: 'certificate-not-issued', serial })
      const notAfter = isIssuedHere
        ? certificate.notAfter
        : listedUntil({ notAfter: certificate.notAfter, revokedAt: now })
      if (isIssuedHere && certificate.holder !== undefined && certificate.cardId !== undefined)
        abouts.set(serial, { personId: certificate.holder, cardId: certificate.cardId })
      const shard = isIssuedHere ? shardOf(certificate.der) : undefined
      requested.push({ issuer, serial, shard, reason, cause, revokedAt: now, notAfter })
    }

    const added = await appendRevocations(tx, requested, now)
    for (const { serial } of added) {
      const about = abouts.get(serial)
      const revoked: CertificateRevoked = {
        type: 'CertificateRevoked',
        issuer,
        serial,
        reason,
        cause,
        ...(about && { about }),
      }
      await record(tx, revoked, permit)
    }
    return ok(added)
  }
