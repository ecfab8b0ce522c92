import type { Basis } from '#pki/issuance/contract.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Card } from '#cards/card/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { ProductionDeps } from './deps.ts'
import { signedOrderOf } from './signed-orders.ts'

/** What shows the signer that the card was ordered, renewed, or is one of the first two. */
export async function basisOfCard(
  { certificates, sealing }: Pick<ProductionDeps, 'certificates' | 'sealing'>,
  tx: Tx,
  { says, orderId, renews }: Pick<Card, 'says' | 'orderId' | 'renews'>,
): Promise<Basis> {
  if (says.isTest) return { kind: 'test-card' }
  const signed = await signedOrderOf(tx, sealing, orderId)
  if (signed === 'first-card') return { kind: 'first-card' }
  if (signed !== 'missing') return { kind: 'order', ...signed }
  if (renews !== undefined) return earlierCertificateOf(certificates, tx, renews)
  throw new Error(`nothing shows that order ${orderId} was signed`)
}

/** A certificate of the card that is renewed, or that a spare card replaces. */
export async function earlierCertificateOf(
  certificates: Pick<Certificates, 'certificatesOfCard'>,
  tx: Tx,
  cardId: string,
): Promise<Basis> {
  const newest = (await certificates.certificatesOfCard(tx, cardId)).at(-1)
  if (newest === undefined) throw new Error(`card ${cardId} has no certificate`)
  return { kind: 'earlier-certificate', certificate: newest.der }
}
