import type { Result } from '@sotevarmenne/kernel/result'
import type { Certificates } from '#pki/issuance/index.ts'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import type { Tx } from '#platform/db.ts'
import type {
  RevocationCause,
  RevokeCertificates,
  RevokeRefusal,
  RevokingPermit,
} from './contract.ts'
import { crlReasonOf } from './domain/reasons.ts'

export type RevokeCard = {
  /** A card of any kind, by the id that its certificates were issued with. */
  readonly cardId: string
  /** Those that stay good. Default: none. */
  readonly keep?: readonly SerialNumber[]
  readonly cause: RevocationCause
}

/**
 * Revokes every certificate that was ever issued for the card, except those in `keep`. Revoked ones are
 * unchanged.
 */
export const revokeCard =
  (
    certificates: Pick<Certificates, 'certificatesOfCard'>,
    revoke: (
      tx: Tx,
      permit: RevokingPermit,
      request: RevokeCertificates,
    ) => Promise<Result<unknown, RevokeRefusal>>,
  ) =>
  async (
    tx: Tx,
    permit: RevokingPermit,
    { cardId, keep = [], cause }: RevokeCard,
  ): Promise<void> => {
    const issued = (await certificates.certificatesOfCard(tx, cardId)).filter(
      ({ serial }) => !keep.includes(serial),
    )
    for (const [issuer, rows] of Map.groupBy(issued, (row) => row.issuer)) {
      const revoked = await revoke(tx, permit, {
        issuer,
        serials: rows.map(({ serial }) => serial),
        reason: crlReasonOf(cause),
        cause,
      })
      // These rows were issued, as seen in this transaction.
      if (!revoked.ok) throw new Error(`not revoked: ${revoked.refusal.kind}`)
    }
  }
