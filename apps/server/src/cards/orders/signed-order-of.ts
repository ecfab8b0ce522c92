import { parseSignatureAlgorithm } from '@sotevarmenne/x509/signature-names'
import type { SignedOrder } from '#cards/production/index.ts'
import type { Tx } from '#platform/db.ts'
import type { OrdersDeps } from './deps.ts'
import { orderById } from './store.ts'

/**
 * The statement that a registrar signed, with the signature; undefined where nobody signed. It is erased when its
 * address may not be stored any more.
 */
export const signedOrderOf =
  ({ sealing }: Pick<OrdersDeps, 'sealing'>) =>
  async (tx: Tx, orderId: string): Promise<SignedOrder | 'erased' | undefined> => {
    const order = await orderById(tx, sealing, orderId)
    if (order?.state === undefined || order.state === 'draft') return undefined
    const { statement, placement } = order
    if (placement === undefined) return undefined
    const { decided } = placement
    if (!('signature' in decided)) return undefined
    if (statement === undefined) return 'erased'
    const { signature, signatureAlgorithm: name, chain } = decided
    const [certificate] = chain
    const signatureAlgorithm = parseSignatureAlgorithm(name)
    if (certificate === undefined || signatureAlgorithm === undefined)
      throw new Error(`order ${orderId} is signed with nothing that was accepted`)
    return { statement, signature, signatureAlgorithm, certificate }
  }
