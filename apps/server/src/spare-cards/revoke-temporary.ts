import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { crlReasonOf } from '#revocation/index.ts'
import type { SerialNumber } from '../certificates/contract.ts'
import type { SpareClosingReason } from './contract.ts'
import type { SpareCardsDeps } from './deps.ts'
import { revocationCauseOf } from './domain/closing.ts'

/** Revokes every certificate that was issued for the spare card, but those that it keeps. */
export async function revokeTemporary(
  { certificates, revocation }: Pick<SpareCardsDeps, 'certificates' | 'revocation'>,
  tx: Tx,
  permit: Permit,
  {
    spareCardId,
    keep = [],
    because,
  }: {
    readonly spareCardId: string
    readonly keep?: readonly SerialNumber[]
    readonly because: SpareClosingReason
  },
): Promise<void> {
  const issued = (await certificates.certificatesOfCard(tx, spareCardId)).filter(
    ({ serial }) => !keep.includes(serial),
  )
  const cause = revocationCauseOf(because)
  for (const [issuer, rows] of Map.groupBy(issued, (row) => row.issuer)) {
    const revoked = await revocation.revokeCertificates(tx, permit, {
      issuer,
      serials: rows.map(({ serial }) => serial),
      reason: crlReasonOf(cause),
      cause,
    })
    // These rows were issued, in this transaction's own sight.
    if (!revoked.ok) throw new Error(`not revoked: ${revoked.refusal.kind}`)
  }
}
