import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { SerialNumber } from '../certificates/contract.ts'
import { crlReasonOf } from '#revocation/index.ts'
import type { CardsDeps } from './deps.ts'
import { revocationCauseOf } from './domain/closing.ts'
import type { ClosingReason } from './contract.ts'

/** Revokes every certificate that was issued for the card, but those that it keeps. Nothing new happens to revoked ones. */
export async function revokeAllBut(
  { certificates, revocation }: Pick<CardsDeps, 'certificates' | 'revocation'>,
  tx: Tx,
  permit: Permit,
  {
    cardId,
    keep = [],
    because,
  }: {
    readonly cardId: string
    readonly keep?: readonly SerialNumber[]
    readonly because: ClosingReason
  },
): Promise<void> {
  const issued = (await certificates.certificatesOfCard(tx, cardId)).filter(
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
