import type { Basis } from '#pki/issuance/contract.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Card } from '#cards/card/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { ProductionDeps } from './deps.ts'
import { orderBasisOf } from './order-bases.ts'

/** What shows the signer that the card was ordered, renewed, or is one of the first two. */
export async function basisOfCard(
  { certificates, sealing }: Pick<ProductionDeps, 'certificates' | 'sealing'>,
  tx: Tx,
  { says, orderId, renews }: Pick<Card, 'says' | 'orderId' | 'renews'>,
): Promise<Basis> {
  if (says.isTest) return { kind: 'test-card' }
  const basis = await orderBasisOf(tx, sealing, orderId)
  if (basis === 'first-card') return { kind: 'first-card' }
  if (basis === 'missing') throw new Error(`nothing shows that order ${orderId} was confirmed`)
  if (basis.kind !== 'renewal-identified') return basis
  if (renews === undefined) throw new Error(`order ${orderId} is confirmed as a renewal of no card`)
  return { ...basis, certificate: await newestCertificateOf(certificates, tx, renews) }
}

/** A certificate of the card that a spare card replaces. */
export const earlierCertificateOf = async (
  certificates: Pick<Certificates, 'certificatesOfCard'>,
  tx: Tx,
  cardId: string,
): Promise<Basis> => ({
  kind: 'earlier-certificate',
  certificate: await newestCertificateOf(certificates, tx, cardId),
})

async function newestCertificateOf(
  certificates: Pick<Certificates, 'certificatesOfCard'>,
  tx: Tx,
  cardId: string,
): Promise<Uint8Array> {
  const newest = (await certificates.certificatesOfCard(tx, cardId)).at(-1)
  if (newest === undefined) throw new Error(`card ${cardId} has no certificate`)
  return newest.der
}
