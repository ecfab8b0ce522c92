import type { Basis } from '#pki/issuance/contract.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Card } from '#cards/card/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { ProductionDeps } from './deps.ts'

/** What shows the signer that the card was ordered, renewed, or is one of the first two. */
export async function basisOfCard(
  deps: Pick<ProductionDeps, 'certificates' | 'signedOrderOf'>,
  tx: Tx,
  { says, orderId, renews }: Pick<Card, 'says' | 'orderId' | 'renews'>,
): Promise<Basis> {
  if (says.isTest) return { kind: 'test-card' }
  const signed = await deps.signedOrderOf(tx, orderId)
  if (signed === 'erased') throw new Error(`the signed statement of order ${orderId} is erased`)
  if (signed) return { kind: 'order', ...signed }
  return renews === undefined
    ? { kind: 'first-card' }
    : earlierCertificateOf(deps.certificates, tx, renews)
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
